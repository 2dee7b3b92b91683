import { readUploaded } from '#server/content/packs.ts';
import { Mistake } from './tool.ts';

/** Says of every content pack of the municipality what is wrong with it, by file, line and step. */
export async function checkPacks(dataDir: string, say: (line: string) => void): Promise<void> {
	const { templates, models, faults } = await readUploaded(dataDir);
	for (const { file, line, path, what } of faults) {
		say(`packs/${file}:${line}: ${path === '' ? '' : `${path}: `}${what}`);
	}
	for (const { key, version } of [...templates, ...models]) say(`${key} ${version}: good`);
	if (faults.length > 0) {
		throw new Mistake('A pack with a fault is left out whole; what it would replace stays.');
	}
}
