import * as v from 'valibot';
import { InstitutionKind } from '#lib/model/anonymise/dictionary.ts';
import ours from '#server/content/local-list.json' with { type: 'json' };
import type { PackFault } from '#server/content/faults.ts';
import { readOwn, readPlaced } from '#server/content/read.ts';

const Name = v.pipe(v.string(), v.trim(), v.minLength(2), v.maxLength(120));

/** The places and institutions of one municipality that point at somebody when they are named. */
const LocalFile = v.strictObject({
	municipality: Name,
	places: v.array(Name),
	institutions: v.array(v.strictObject({ name: Name, kind: InstitutionKind }))
});

export interface Local {
	places: string[];
	institutions: { name: string; kind: InstitutionKind }[];
}

/** The municipality's lists in `packs/local/`; until there is one, the invented municipality's. */
export function createLocalList({ dataDir }: { dataDir: string }) {
	const own = readOwn('local-list.json', ours, LocalFile);

	return {
		async read(): Promise<Local> {
			const { contents } = await readPlaced(dataDir, 'local', LocalFile);
			const lists = contents.length > 0 ? contents : [own];
			return {
				places: lists.flatMap(({ places }) => places),
				institutions: lists.flatMap(({ institutions }) => institutions)
			};
		},

		/** What is wrong with the lists in the data folder, for whoever looks after them. */
		async faults(): Promise<PackFault[]> {
			return (await readPlaced(dataDir, 'local', LocalFile)).faults;
		}
	};
}

export type LocalList = ReturnType<typeof createLocalList>;
