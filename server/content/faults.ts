import * as v from 'valibot';
import type { Lines } from './lines.ts';

/** One thing that is wrong with a pack, so that whoever wrote the file can find it. */
export interface PackFault {
	/** Below `packs/`. */
	file: string;
	/** From 1. */
	line: number;
	/** `steps.welcome.title.en`; empty when the whole text is meant. */
	path: string;
	/** In Danish: it is the municipality that writes packs. */
	what: string;
}

export function notJson(file: string, line: number): PackFault {
	const what = 'herfra er det ikke JSON: se efter et komma, anførselstegn eller en parentes';
	return { file, line, path: '', what };
}

export function faultsOf(
	file: string,
	lines: Lines,
	within: string,
	issues: readonly v.BaseIssue<unknown>[]
): PackFault[] {
	return issues.map((issue) => {
		const path = [within, v.getDotPath(issue) ?? ''].filter((part) => part !== '').join('.');
		return { file, line: lines.lineOf(path), path, what: said(issue) };
	});
}

/** `packs/local/ours.json:3: places.0: skal være en tekst`: an editor opens the file there. */
export function lineFor({ file, line, path, what }: PackFault): string {
	return `packs/${file}:${line}: ${path === '' ? '' : `${path}: `}${what}`;
}

const types: Record<string, string> = {
	string: 'en tekst i anførselstegn',
	number: 'et tal',
	boolean: 'true eller false',
	array: 'en liste i [ ]',
	object: 'et afsnit i { }',
	strict_object: 'et afsnit i { }',
	record: 'et afsnit i { }'
};

/** What is found is never repeated: a list of names holds names, and this is printed in logs. */
function said(issue: v.BaseIssue<unknown>): string {
	// A rule of our own has its own sentence; the library's begin with this word.
	if (!issue.message.startsWith('Invalid ')) return issue.message;
	if (issue.expected === 'never') return 'det ord findes ikke her';
	if (issue.kind === 'schema' && issue.input === undefined) return 'mangler';
	const limit = String(issue.requirement);
	switch (issue.type) {
		case 'min_length':
			return Array.isArray(issue.input)
				? `skal have mindst ${limit}`
				: `skal have mindst ${limit} tegn`;
		case 'max_length':
			return Array.isArray(issue.input) ? `må højst have ${limit}` : `må højst have ${limit} tegn`;
		case 'non_empty':
			return 'må ikke være tom';
		case 'min_value':
			return `skal være mindst ${limit}`;
		case 'max_value':
			return `må højst være ${limit}`;
		case 'integer':
			return 'skal være et helt tal';
		case 'picklist':
			return `skal være en af: ${(issue.expected ?? '').replaceAll(/[()"]/g, '').replaceAll(' | ', ', ')}`;
		default: {
			const type = types[issue.type];
			return type === undefined ? 'har en forkert form' : `skal være ${type}`;
		}
	}
}
