import { checkForSharing } from '#lib/model/anonymise/guard.ts';
import type { Now } from './clock.ts';
import type { Config } from './config.ts';
import type { Database } from './db/open.ts';
import { createStrike } from './documents/strike.ts';
import { createExamples } from './learning/examples.ts';
import { createLearning } from './learning/learning.ts';
import { postSparringLetters } from './mail/outbox.ts';
import { createThrottle } from './sign-in/throttle.ts';
import { createDictionaries } from './sparring/dictionary.ts';
import { createLocalList } from './sparring/local-list.ts';
import { createSparring, type SparringParts } from './sparring/sparring.ts';
import { groundsOf } from './sparring/standing.ts';
import type { UpdateLog } from './sync/update-log.ts';

interface Parts extends Pick<SparringParts, 'documents' | 'openings' | 'templates'> {
	db: Database;
	now: Now;
	config: Config;
	rooms: SparringParts['rooms'] & { condense(documentId: string): void };
	updates: UpdateLog;
}

/** How the parts are joined that belong to no case: what is said in them must point at nobody. */
export function createAnonymous(parts: Parts) {
	const { db, now, config, rooms, updates } = parts;
	const local = createLocalList({ dataDir: config.dataDir });
	const dictionaries = createDictionaries({ db, now, local });
	const learning = createLearning({
		db,
		now,
		examples: createExamples({ dataDir: config.dataDir }),
		groundsOf,
		dictionaryFor: dictionaries.forParticipants,
		throttle: createThrottle({
			db,
			now,
			limits: { windowMs: 10 * 60_000, perAccount: 10, perAddress: 10 }
		})
	});

	const sparring = createSparring({
		...parts,
		origin: config.origin,
		strikeOut: createStrike({ rooms, updates }),
		post: postSparringLetters,
		check: async (text, participants, dismissed) =>
			checkForSharing(text, await dictionaries.forParticipants(participants), dismissed)
	});

	return {
		/** Takes away what sparrings held whose date has come. */
		eraseDue: sparring.eraseDue,
		app: {
			/** The one for a check never leaves the server: no page can ask for it. */
			dictionaries: { own: dictionaries.own },
			learning,
			sparring: sparring.verbs,
			notebook: sparring.notebook,
			sparringNumbers: sparring.numbers
		}
	};
}
