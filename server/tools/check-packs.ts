import { lineFor } from '#server/content/faults.ts';
import { readUploaded } from '#server/content/packs.ts';
import { faultsOfPlaced } from '#server/placed-packs.ts';
import { Mistake } from './tool.ts';

/** Says of every pack of the municipality what is wrong with it. In Danish: it is they who write it. */
export async function checkPacks(dataDir: string, say: (line: string) => void): Promise<void> {
	const faults = await faultsOfPlaced(dataDir);
	for (const fault of faults) say(lineFor(fault));
	const { templates, models } = await readUploaded(dataDir);
	for (const { key, version } of [...templates, ...models]) say(`${key} ${version}: i orden`);
	if (faults.length > 0) {
		throw new Mistake('En fil med fejl er udeladt helt. Det, den skulle erstatte, gælder stadig.');
	}
}
