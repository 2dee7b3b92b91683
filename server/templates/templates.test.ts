import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { pictograms } from '#lib/model/pictograms.ts';
import { sayName } from '#lib/model/template.ts';
import networkMeeting from '#server/content/network-meeting.json' with { type: 'json' };
import planningSession from '#server/content/planning-session.json' with { type: 'json' };
import { createTemplates } from './templates.ts';

async function municipality(files: Record<string, string> = {}) {
	const dataDir = await mkdtemp(join(tmpdir(), 'samtavle-packs-'));
	onTestFinished(() => rm(dataDir, { recursive: true, force: true }));
	await mkdir(join(dataDir, 'packs'));
	for (const [name, text] of Object.entries(files)) {
		await writeFile(join(dataDir, 'packs', name), text);
	}
	return createTemplates({ dataDir });
}

const text = JSON.stringify(networkMeeting, null, '\t');

/** The line of the first occurrence, as an editor counts. */
function lineOf(needle: string, within: string): number {
	return within.slice(0, within.indexOf(needle)).split('\n').length;
}

test('there is a network meeting of 75 minutes and one of 45, with the same ten steps', async () => {
	const templates = await municipality();
	const long = await templates.find('network75');
	const short = await templates.find('network45');
	expect(long?.steps.map((step) => step.minutes)).toEqual([5, 7, 6, 12, 12, 6, 10, 9, 3, 5]);
	expect(short?.steps.map((step) => step.minutes)).toEqual([3, 5, 4, 8, 7, 3, 6, 5, 2, 2]);
	expect(short?.steps.map((step) => step.key)).toEqual(long?.steps.map((step) => step.key));
	expect(long?.steps.find((step) => step.view === 'topics')?.forCitizen).toBe(true);
});

test('there are four planning sessions with the citizen, each as long as its steps', async () => {
	const templates = await municipality();
	const minutes = async (key: string) => {
		const found = await templates.find(key);
		expect(found?.kind).toBe('planning');
		return found?.steps.map((step) => step.minutes);
	};
	expect(await minutes('planningFirst')).toEqual([2, 3, 3, 6, 1]);
	expect(await minutes('planning45')).toEqual([2, 3, 3, 5, 7, 7, 5, 5, 5, 2, 1]);
	expect(await minutes('planningRelapse')).toEqual([2, 3, 6, 8, 6, 3, 2]);
	expect(await minutes('planningLearned')).toEqual([1, 3, 2, 3, 1]);
	const standard = await templates.find('planning45');
	expect(standard?.tools.map(({ step }) => step.key)).toContain('practise');
});

test('a tool that is placed before a step that is not there is a fault', async () => {
	const broken = JSON.stringify(planningSession, null, '\t').replace(
		'"before": "lastTime"',
		'"before": "nowhere"'
	);
	const templates = await municipality({ 'ours.json': broken });
	expect((await templates.faults())[0]?.what).toContain('before skal være et trin');
});

test('nothing is found under a key that no pack has', async () => {
	const templates = await municipality();
	expect(await templates.find('huddle')).toBeNull();
	expect((await templates.list()).map((template) => template.key)).toContain('together');
});

test('a newer pack of the municipality takes the place of ours; an older one does not', async () => {
	const newer = text.replace('"version": "1.0"', '"version": "1.1"');
	const older = text.replace('"version": "1.0"', '"version": "0.9"');
	expect((await (await municipality({ 'a.json': newer })).find('network75'))?.version).toBe('1.1');
	expect((await (await municipality({ 'a.json': older })).find('network75'))?.version).toBe('1.0');
});

test('a text that is not JSON is left out, and the fault names the line where it breaks', async () => {
	const broken = text.replace('"view": "sinceLast",', '"view": "sinceLast"');
	const templates = await municipality({ 'ours.json': broken });
	const [fault] = await templates.faults();
	expect(fault?.file).toBe('ours.json');
	expect(fault?.line).toBe(lineOf('"view": "sinceLast"', broken) + 1);
	expect(await templates.find('network75')).not.toBeNull();
});

test('a missing translation is a fault that names its path and line', async () => {
	const broken = text.replace('"en": "Since last time",', '');
	const templates = await municipality({ 'ours.json': broken });
	const [fault] = await templates.faults();
	expect(fault).toMatchObject({ path: 'steps.sinceLast.title.en' });
	expect(fault?.line).toBe(lineOf('"da": "Siden sidst"', broken) - 1);
});

test('every fault is told at once', async () => {
	const broken = text
		.replace('"view": "labour"', '"view": "slide"')
		.replace('"pictogram": "hej"', '"pictogram": "nope"');
	const faults = await (await municipality({ 'ours.json': broken })).faults();
	expect(faults.map((fault) => fault.path).sort()).toEqual([
		'steps.labour.view',
		'steps.welcome.pictogram'
	]);
	expect(faults.map((fault) => fault.line).sort((a, b) => a - b)).toEqual([
		lineOf('"nope"', broken),
		lineOf('"slide"', broken)
	]);
});

test('minutes that do not add up, and a step that nobody described, are faults of their meeting', async () => {
	const sum = text.replace('"minutes": 75', '"minutes": 74');
	const [summed] = await (await municipality({ 'ours.json': sum })).faults();
	expect(summed).toMatchObject({ path: 'meetings.0' });
	expect(summed?.what).toContain('summen af trinnene');

	const missing = text.replace('"step": "labour"', '"step": "dance"');
	const [unknown] = await (await municipality({ 'ours.json': missing })).faults();
	expect(unknown).toMatchObject({
		path: 'meetings.0.agenda.6.step',
		line: lineOf('"step": "dance"', missing)
	});
});

test('the citizen is called by name, in every language and in the prompts', async () => {
	const long = await (await municipality()).find('network75');
	const step = long?.steps.find((one) => one.view === 'topics');
	const named = sayName(step, { da: 'Mikkel', en: 'the citizen', 'da-simple': 'Mikkel' });
	expect(named?.question.da).toBe('Hvad vil Mikkel tale om?');
	expect(named?.question.en).toBe('What does the citizen want to talk about?');
	expect(JSON.stringify(named)).not.toContain('{citizen}');
});

test('a citizen without a name here begins a sentence with a capital, and no other', () => {
	const said = { da: '{citizen} bestemmer. Spørg {citizen}. {citizen} kan sige stop.' };
	const citizen = { da: 'borgeren', en: 'the citizen', 'da-simple': 'borgeren' };
	expect(sayName(said, citizen).da).toBe(
		'Borgeren bestemmer. Spørg borgeren. Borgeren kan sige stop.'
	);
});

test('every picture that a pack may name is there to be shown', () => {
	for (const key of pictograms) expect(existsSync(`static/pictograms/${key}.svg`), key).toBe(true);
});
