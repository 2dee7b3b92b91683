import type { Now } from './clock.ts';
import type { Config } from './config.ts';
import type { Database } from './db/open.ts';
import { createDictionaries } from './sparring/dictionary.ts';
import { createLocalList } from './sparring/local-list.ts';

/** How the parts are joined that belong to no case: what is said in them must point at nobody. */
export function createAnonymous({ db, now, config }: { db: Database; now: Now; config: Config }) {
	const local = createLocalList({ dataDir: config.dataDir });
	const dictionaries = createDictionaries({ db, now, local });

	return {
		/** The one for a check never leaves the server: no page can ask for it. */
		dictionaries: { own: dictionaries.own }
	};
}
