import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import {
	faultsOfPack,
	modelsOf,
	SparringPack,
	type SparringModel
} from '#lib/model/sparring-model.ts';
import { ContentPack, MeetingTemplate } from '#lib/model/template.ts';
import colleagueSparring from './colleague-sparring.json' with { type: 'json' };
import incidentMethod from './incident-method.json' with { type: 'json' };
import { faultsOf, notJson, type PackFault } from './faults.ts';
import { readLines, type Lines } from './lines.ts';
import networkMeeting from './network-meeting.json' with { type: 'json' };
import planningSession from './planning-session.json' with { type: 'json' };
import reflectingTeam from './reflecting-team.json' with { type: 'json' };
import writeTogether from './write-together.json' with { type: 'json' };

export interface Packs {
	templates: MeetingTemplate[];
	/** Ways to spar. */
	models: SparringModel[];
	/** Packs with a fault are left out whole: half a method is none. */
	faults: PackFault[];
}

/** The packs that come with Samtavle. A fault in one of these is a bug, and stops the start. */
const builtIn = [
	['network-meeting.json', networkMeeting],
	['planning-session.json', planningSession],
	['write-together.json', writeTogether],
	['colleague-sparring.json', colleagueSparring],
	['incident-method.json', incidentMethod],
	['reflecting-team.json', reflectingTeam]
] as const;

export function readBuiltIn(): Omit<Packs, 'faults'> {
	const read = builtIn.map(([file, content]) => {
		const pack = readPack(file, JSON.stringify(content, null, '\t'));
		const fault = pack.faults[0];
		if (fault) throw new Error(`${file}: ${fault.path}: ${fault.what}`);
		return pack;
	});
	return {
		templates: read.flatMap(({ templates }) => templates),
		models: read.flatMap(({ models }) => models)
	};
}

/** The packs that the municipality has put in `packs/` under the data folder. */
export async function readUploaded(dataDir: string): Promise<Packs> {
	const folder = join(dataDir, 'packs');
	const files = (await filesIn(folder)).filter((file) => file.endsWith('.json')).sort();
	const read: Packs = { templates: [], models: [], faults: [] };
	for (const file of files) {
		const pack = readPack(file, await readFile(join(folder, file), 'utf8'));
		read.templates.push(...pack.templates);
		read.models.push(...pack.models);
		read.faults.push(...pack.faults);
	}
	return read;
}

async function filesIn(folder: string): Promise<string[]> {
	try {
		return await readdir(folder);
	} catch (fault) {
		if (fault instanceof Error && 'code' in fault && fault.code === 'ENOENT') return [];
		throw fault;
	}
}

/** Reads one pack: what it holds, or every fault in it. */
export function readPack(file: string, text: string): Packs {
	const lines = readLines(text);
	if (lines.brokenAt !== null) return faulty([notJson(file, lines.brokenAt)]);
	const read: unknown = JSON.parse(text);
	const isSparring = typeof read === 'object' && read !== null && 'models' in read;
	return isSparring ? readModels(file, lines, read) : readTemplates(file, lines, read);
}

function readModels(file: string, lines: Lines, read: unknown): Packs {
	const pack = v.safeParse(SparringPack, read);
	if (!pack.success) return faulty(faultsOf(file, lines, '', pack.issues));
	const faults = faultsOfPack(pack.output).map(({ path, what }) => {
		return { file, line: lines.lineOf(path), path, what };
	});
	return faults.length > 0
		? faulty(faults)
		: { templates: [], models: modelsOf(pack.output), faults: [] };
}

function readTemplates(file: string, lines: Lines, read: unknown): Packs {
	const pack = v.safeParse(ContentPack, read);
	if (!pack.success) return faulty(faultsOf(file, lines, '', pack.issues));

	const templates: MeetingTemplate[] = [];
	const faults: PackFault[] = [];
	pack.output.meetings.forEach((meeting, index) => {
		const { agenda, tools = [], ...rest } = meeting;
		for (const [list, items] of Object.entries({ agenda, tools })) {
			const unknown = items.findIndex((item) => !Object.hasOwn(pack.output.steps, item.step));
			if (unknown < 0) continue;
			const path = `meetings.${index}.${list}.${unknown}.step`;
			const what = `trinnet "${items[unknown]?.step}" er ikke beskrevet under steps`;
			faults.push({ file, line: lines.lineOf(path), path, what });
			return;
		}
		const described = (key: string, time: object) => ({
			key,
			...pack.output.steps[key],
			...time
		});
		const template = v.safeParse(MeetingTemplate, {
			...rest,
			version: pack.output.version,
			steps: agenda.map(({ step, ...time }) => described(step, time)),
			tools: tools.map(({ step, before, ...time }) => ({ step: described(step, time), before }))
		});
		if (template.success) templates.push(template.output);
		else faults.push(...faultsOf(file, lines, `meetings.${index}`, template.issues));
	});
	return faults.length > 0 ? faulty(faults) : { templates, models: [], faults };
}

function faulty(faults: PackFault[]): Packs {
	return { templates: [], models: [], faults };
}
