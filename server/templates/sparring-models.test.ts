import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createLocalList } from '#server/sparring/local-list.ts';
import { checkPacks } from '#server/tools/check-packs.ts';
import { createTemplates } from './templates.ts';

const text = readFileSync('server/content/colleague-sparring.json', 'utf8');

async function municipality(file?: string) {
	const dataDir = await mkdtemp(join(tmpdir(), 'samtavle-'));
	onTestFinished(() => rm(dataDir, { recursive: true }));
	await mkdir(join(dataDir, 'packs'));
	if (file !== undefined) await writeFile(join(dataDir, 'packs', 'ours.json'), file);
	return createTemplates({ dataDir });
}

const faultsOf = async (file: string) => (await municipality(file)).faults();

/** The line of the first occurrence, as an editor counts. */
function lineOf(needle: string): number {
	return text.slice(0, text.indexOf(needle)).split('\n').length;
}

test('there are three ways to spar, one of them with a shorter form, with the steps and minutes of their sources', async () => {
	const models = await (await municipality()).models();
	expect(models.map(({ key, minutes, steps }) => [key, minutes, steps.length])).toEqual([
		['colleagues8', 60, 8],
		['incident', 74, 9],
		['incident60', 60, 9],
		['reflecting', 45, 8]
	]);
	const incident = models.find(({ key }) => key === 'incident');
	expect(incident?.steps.map(({ minutes }) => minutes)).toEqual([5, 10, 10, 2, 10, 10, 10, 15, 2]);
});

test('somebody listens in every model, and what is written in silence is written by the team', async () => {
	for (const model of await (await municipality()).models()) {
		const listening = model.steps.filter(
			({ writes }) => writes.length > 0 && writes.length < model.roles.length
		);
		expect(listening.length, model.key).toBeGreaterThan(0);
		for (const step of model.steps.filter(({ silent }) => silent)) {
			expect(step.writes).toEqual(['team']);
		}
	}
});

test('a municipality adds a model of its own, and a newer one takes the place of ours', async () => {
	const own = text.replace('"key": "colleagues8"', '"key": "ours"');
	expect((await (await municipality(own)).models()).map(({ key }) => key)).toContain('ours');
	const newer = text.replace('"version": "1.0"', '"version": "1.1"');
	const models = await (await municipality(newer)).models();
	expect(models.find(({ key }) => key === 'colleagues8')?.version).toBe('1.1');
});

test('a model with a missing step is refused: file, line, step and what is wrong', async () => {
	const missing = text.replace('"step": "advice"', '"step": "counsel"');
	const faults = await faultsOf(missing);
	expect(faults).toContainEqual({
		file: 'ours.json',
		line: lineOf('"step": "advice"'),
		path: 'models.0.agenda.5.step',
		what: 'trinnet "counsel": er ikke beskrevet under steps'
	});
	expect(faults).toContainEqual(
		expect.objectContaining({
			path: 'steps.advice',
			line: lineOf('"advice": {'),
			what: 'trinnet "advice": er beskrevet, men står i ingen dagsorden (agenda)'
		})
	);
	// What it wrote is missed by the step that sorts it.
	expect(faults.map(({ what }) => what)).toContain(
		'trinnet "sort": viser advice, og intet trin før det skriver noget'
	);
	const models = await (await municipality(missing)).models();
	expect(models.find(({ key }) => key === 'colleagues8')?.steps).toHaveLength(8);
});

test.each([
	['"minutes": 60', '"minutes": 61', 'trinnene tager 60, modellen siger 61'],
	['"kind": "advice",', '', 'trinnet "advice": her skrives der, så kind skal sige hvad'],
	['"minutesEach": 2', '"minutesEach": 0', 'skal være mindst 1'],
	[
		'"minMinutes": 8,\n',
		'"minMinutes": 13,\n',
		'trinnet "questions": må ikke være mere end minutes'
	],
	['"roles": ["focus", "team"]', '"roles": ["team"]', 'enhver sparring har en fokusperson']
])('a pack in which %s became %s is refused', async (before, after, what) => {
	expect(text).toContain(before);
	const faults = await faultsOf(text.replace(before, after));
	expect(faults.map((fault) => fault.what).join('\n')).toContain(what);
	expect(faults.every(({ line }) => line > 1)).toBe(true);
});

test('a step cannot ask for decisions: there is no word for it', async () => {
	const faults = await faultsOf(text.replace('"silent": true,', '"captures": ["decision"],'));
	expect(faults[0]).toMatchObject({ path: 'steps.advice.captures' });
});

test('whoever looks after the packs is told each fault on a line of its own', async () => {
	const dataDir = await mkdtemp(join(tmpdir(), 'samtavle-'));
	onTestFinished(() => rm(dataDir, { recursive: true }));
	await mkdir(join(dataDir, 'packs'));
	await writeFile(join(dataDir, 'packs', 'good.json'), text);
	const said: string[] = [];
	await checkPacks(dataDir, (line) => void said.push(line));
	expect(said).toEqual(['colleagues8 1.0: i orden']);

	await writeFile(
		join(dataDir, 'packs', 'bad.json'),
		text.replace('"step": "learn"', '"step": "x"')
	);
	await expect(checkPacks(dataDir, (line) => void said.push(line))).rejects.toThrow('udeladt');
	const line = lineOf('"step": "learn"');
	expect(said).toContain(
		`packs/bad.json:${line}: models.0.agenda.7.step: trinnet "x": er ikke beskrevet under steps`
	);
});

test("the municipality's own list and examples are checked as well: by line, in Danish, the rest stays", async () => {
	const dataDir = await mkdtemp(join(tmpdir(), 'samtavle-'));
	onTestFinished(() => rm(dataDir, { recursive: true }));
	await mkdir(join(dataDir, 'packs', 'local'), { recursive: true });
	await mkdir(join(dataDir, 'packs', 'learning'));
	const list = (rest: string) => `{\n\t"municipality": "Søndervig",\n${rest}\n}`;
	const place = '\t"places": ["Møllegade"],\n';
	await writeFile(join(dataDir, 'packs/local/a.json'), list(`${place}\t"institutions": []`));
	await writeFile(
		join(dataDir, 'packs/local/b.json'),
		list(`${place}\t"institutions": [\n\t\t{ "name": "Havnehuset", "kind": "castle" }\n\t]`)
	);
	await writeFile(join(dataDir, 'packs/local/c.json'), list('\t"places": ["Torvet"]'));
	await writeFile(
		join(dataDir, 'packs/learning/d.json'),
		'{\n\t"version": "1.0"\n\t"examples": []\n}'
	);

	const said: string[] = [];
	await expect(checkPacks(dataDir, (line) => void said.push(line))).rejects.toThrow('udeladt');
	expect(said).toEqual([
		'packs/local/b.json:5: institutions.0.kind: skal være en af: housing, dropIn, treatment, school, hospital, workplace, other',
		'packs/local/c.json:1: institutions: mangler',
		'packs/learning/d.json:3: herfra er det ikke JSON: se efter et komma, anførselstegn eller en parentes'
	]);
	// Names of the list are nowhere in what is printed.
	expect(said.join()).not.toMatch(/Havnehuset|castle|Torvet/);
	expect((await createLocalList({ dataDir }).read()).places).toEqual(['Møllegade']);
});
