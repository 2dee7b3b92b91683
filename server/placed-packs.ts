import type { PackFault } from './content/faults.ts';
import { createExamples } from './learning/examples.ts';
import { createLocalList } from './sparring/local-list.ts';
import { createTemplates } from './templates/templates.ts';

/** What is wrong with what the municipality has put in `packs/` under the data folder, all of it. */
export async function faultsOfPlaced(dataDir: string): Promise<PackFault[]> {
	const found = await Promise.all([
		createTemplates({ dataDir }).faults(),
		createLocalList({ dataDir }).faults(),
		createExamples({ dataDir }).faults()
	]);
	return found.flat();
}
