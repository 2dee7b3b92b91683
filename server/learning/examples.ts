import { LearningPack, type PracticeExample } from '#lib/model/learning.ts';
import ours from '#server/content/learning-examples.json' with { type: 'json' };
import type { PackFault } from '#server/content/faults.ts';
import { readOwn, readPlaced } from '#server/content/read.ts';

/** Practice examples: ours, and those that the municipality has put in `packs/learning/`. */
export function createExamples({ dataDir }: { dataDir: string }) {
	const own = readOwn('learning-examples.json', ours, LearningPack);

	return {
		/** A key that comes again takes the place of the one before. */
		async all(): Promise<PracticeExample[]> {
			const { contents } = await readPlaced(dataDir, 'learning', LearningPack);
			const byKey = new Map<string, PracticeExample>();
			for (const { examples } of [own, ...contents]) {
				for (const example of examples) byKey.set(example.key, example);
			}
			return [...byKey.values()];
		},

		/** What is wrong with the examples in the data folder, for whoever looks after them. */
		async faults(): Promise<PackFault[]> {
			return (await readPlaced(dataDir, 'learning', LearningPack)).faults;
		}
	};
}

export type Examples = ReturnType<typeof createExamples>;

/** Every word that is searched for begins a word of the example. */
export function speaksOf(example: PracticeExample, search: string): boolean {
	const { title, situation, turningPoint, practice, questions, topics } = example;
	const said = [title, situation, turningPoint, practice, ...questions, ...topics]
		.join(' ')
		.toLocaleLowerCase('da')
		.split(/[^\p{L}\d]+/u);
	const wanted = search.toLocaleLowerCase('da').split(/[^\p{L}\d]+/u);
	return wanted.every((word) => word === '' || said.some((one) => one.startsWith(word)));
}
