import type { Now } from './clock.ts';
import type { Config } from './config.ts';
import type { Database } from './db/open.ts';
import { createExamples } from './learning/examples.ts';
import { coordinates } from './learning/grounds.ts';
import { createLearning } from './learning/learning.ts';
import { createThrottle } from './sign-in/throttle.ts';
import { createDictionaries } from './sparring/dictionary.ts';
import { createLocalList } from './sparring/local-list.ts';

/** How the parts are joined that belong to no case: what is said in them must point at nobody. */
export function createAnonymous({ db, now, config }: { db: Database; now: Now; config: Config }) {
	const local = createLocalList({ dataDir: config.dataDir });
	const dictionaries = createDictionaries({ db, now, local });
	const learning = createLearning({
		db,
		now,
		examples: createExamples({ dataDir: config.dataDir }),
		groundsOf: async (tx, person) => ({ coordinates: await coordinates(tx, person), named: false }),
		dictionaryFor: dictionaries.forParticipants,
		throttle: createThrottle({
			db,
			now,
			limits: { windowMs: 10 * 60_000, perAccount: 10, perAddress: 10 }
		})
	});

	return {
		/** The one for a check never leaves the server: no page can ask for it. */
		dictionaries: { own: dictionaries.own },
		learning
	};
}
