import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { ContentPack, MeetingTemplate } from '#lib/model/template.ts';
import { readLines, type Lines } from './lines.ts';
import networkMeeting from './network-meeting.json' with { type: 'json' };
import writeTogether from './write-together.json' with { type: 'json' };

/** One thing that is wrong with a pack, so that whoever wrote the file can find it. */
export interface PackFault {
	file: string;
	/** From 1. */
	line: number;
	/** `steps.welcome.title.en`; empty when the whole text is meant. */
	path: string;
	what: string;
}

export interface Packs {
	templates: MeetingTemplate[];
	/** Packs with a fault are left out whole: half a method is none. */
	faults: PackFault[];
}

/** The packs that come with Samtavle. A fault in one of these is a bug, and stops the start. */
const builtIn = [
	['network-meeting.json', networkMeeting],
	['write-together.json', writeTogether]
] as const;

export function readBuiltIn(): MeetingTemplate[] {
	return builtIn.flatMap(([file, content]) => {
		const read = readPack(file, JSON.stringify(content, null, '\t'));
		const fault = read.faults[0];
		if (fault) throw new Error(`${file}: ${fault.path}: ${fault.what}`);
		return read.templates;
	});
}

/** The packs that the municipality has put in `packs/` under the data folder. */
export async function readUploaded(dataDir: string): Promise<Packs> {
	const folder = join(dataDir, 'packs');
	const files = (await filesIn(folder)).filter((file) => file.endsWith('.json')).sort();
	const read: Packs = { templates: [], faults: [] };
	for (const file of files) {
		const pack = readPack(file, await readFile(join(folder, file), 'utf8'));
		read.templates.push(...pack.templates);
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

/** Reads one pack: its templates, or every fault in it. */
export function readPack(file: string, text: string): Packs {
	const lines = readLines(text);
	if (lines.brokenAt !== null) {
		const what = 'not JSON from here on: look for a missing comma, quote or bracket';
		return { templates: [], faults: [{ file, line: lines.brokenAt, path: '', what }] };
	}
	const pack = v.safeParse(ContentPack, JSON.parse(text));
	if (!pack.success) return { templates: [], faults: faultsOf(file, lines, '', pack.issues) };

	const templates: MeetingTemplate[] = [];
	const faults: PackFault[] = [];
	pack.output.meetings.forEach((meeting, index) => {
		const { agenda, ...rest } = meeting;
		const unknown = agenda.findIndex((item) => !Object.hasOwn(pack.output.steps, item.step));
		if (unknown >= 0) {
			const path = `meetings.${index}.agenda.${unknown}.step`;
			const what = `step: "${agenda[unknown]?.step}" is not described under steps`;
			faults.push({ file, line: lines.lineOf(path), path, what });
			return;
		}
		const template = v.safeParse(MeetingTemplate, {
			...rest,
			version: pack.output.version,
			steps: agenda.map(({ step, ...time }) => ({
				key: step,
				...pack.output.steps[step],
				...time
			}))
		});
		if (template.success) templates.push(template.output);
		else faults.push(...faultsOf(file, lines, `meetings.${index}`, template.issues));
	});
	return faults.length > 0 ? { templates: [], faults } : { templates, faults };
}

function faultsOf(
	file: string,
	lines: Lines,
	within: string,
	issues: readonly v.BaseIssue<unknown>[]
): PackFault[] {
	return issues.map((issue) => {
		const path = [within, v.getDotPath(issue) ?? ''].filter((part) => part !== '').join('.');
		return { file, line: lines.lineOf(path), path, what: issue.message };
	});
}
