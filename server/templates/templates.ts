import type { SparringModel } from '#lib/model/sparring-model.ts';
import type { MeetingTemplate } from '#lib/model/template.ts';
import type { PackFault } from '#server/content/faults.ts';
import { readBuiltIn, readUploaded } from '#server/content/packs.ts';

export type Templates = ReturnType<typeof createTemplates>;

/** The kinds of meeting that can be held, from the packs. Read anew each time: they are few and small. */
export function createTemplates({ dataDir }: { dataDir: string }) {
	const own = readBuiltIn();

	/** The newest of each key; the municipality's own goes before ours of the same version. */
	async function newest(): Promise<MeetingTemplate[]> {
		return newestOf([...own.templates, ...(await readUploaded(dataDir)).templates]);
	}

	return {
		list: newest,

		async find(key: string): Promise<MeetingTemplate | null> {
			return (await newest()).find((template) => template.key === key) ?? null;
		},

		/** The ways to spar. */
		async models(): Promise<SparringModel[]> {
			return newestOf([...own.models, ...(await readUploaded(dataDir)).models]);
		},

		/** What is wrong with the packs in the data folder, for whoever looks after them. */
		async faults(): Promise<PackFault[]> {
			return (await readUploaded(dataDir)).faults;
		}
	};
}

function newestOf<Kind extends { key: string; version: string }>(all: readonly Kind[]): Kind[] {
	const byKey = new Map<string, Kind>();
	for (const one of all) {
		const known = byKey.get(one.key);
		if (!known || isNewer(one.version, known.version)) byKey.set(one.key, one);
	}
	return [...byKey.values()];
}

function isNewer(version: string, than: string): boolean {
	const [major = 0, minor = 0] = version.split('.').map(Number);
	const [thanMajor = 0, thanMinor = 0] = than.split('.').map(Number);
	return major === thanMajor ? minor >= thanMinor : major > thanMajor;
}
