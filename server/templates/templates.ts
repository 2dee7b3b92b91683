import type { MeetingTemplate } from '#lib/model/template.ts';
import { readBuiltIn, readUploaded, type PackFault } from '#server/content/packs.ts';

export type Templates = ReturnType<typeof createTemplates>;

/** The kinds of meeting that can be held, from the packs. Read anew each time: they are few and small. */
export function createTemplates({ dataDir }: { dataDir: string }) {
	const own = readBuiltIn();

	/** The newest of each key; the municipality's own goes before ours of the same version. */
	async function newest(): Promise<MeetingTemplate[]> {
		const byKey = new Map<string, MeetingTemplate>();
		for (const template of [...own, ...(await readUploaded(dataDir)).templates]) {
			const known = byKey.get(template.key);
			if (!known || isNewer(template.version, known.version)) byKey.set(template.key, template);
		}
		return [...byKey.values()];
	}

	return {
		list: newest,

		async find(key: string): Promise<MeetingTemplate | null> {
			return (await newest()).find((template) => template.key === key) ?? null;
		},

		/** What is wrong with the packs in the data folder, for whoever looks after them. */
		async faults(): Promise<PackFault[]> {
			return (await readUploaded(dataDir)).faults;
		}
	};
}

function isNewer(version: string, than: string): boolean {
	const [major = 0, minor = 0] = version.split('.').map(Number);
	const [thanMajor = 0, thanMinor = 0] = than.split('.').map(Number);
	return major === thanMajor ? minor >= thanMinor : major > thanMajor;
}
