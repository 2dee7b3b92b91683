import { expect, test } from 'vitest';
import { noDictionary } from '#lib/model/anonymise/dictionary.ts';
import { checkForSharing } from '#lib/model/anonymise/guard.ts';
import { createExamples } from '#server/learning/examples.ts';

test('our own practice examples pass the guard', async () => {
	const examples = await createExamples({ dataDir: '/nowhere' }).all();
	expect(examples.length).toBeGreaterThanOrEqual(3);
	for (const { key, topics, questions, ...texts } of examples) {
		for (const text of [...Object.values(texts), ...questions, ...topics]) {
			const checked = checkForSharing(text, noDictionary('2026-11-25'));
			expect({ key, ...checked }).toEqual({ key, ok: true });
		}
	}
});
