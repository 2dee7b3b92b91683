import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { faultsOf, notJson, type PackFault } from './faults.ts';
import { readLines } from './lines.ts';

export interface ReadContent<Content> {
	contents: Content[];
	/** A file with a fault is left out whole. */
	faults: PackFault[];
}

/** Reads one content file, or every fault in it with its line. */
export function readContent<Schema extends v.GenericSchema>(
	file: string,
	text: string,
	schema: Schema
): ReadContent<v.InferOutput<Schema>> {
	const lines = readLines(text);
	if (lines.brokenAt !== null) {
		return { contents: [], faults: [notJson(file, lines.brokenAt)] };
	}
	const parsed = v.safeParse(schema, JSON.parse(text));
	if (parsed.success) return { contents: [parsed.output], faults: [] };
	return { contents: [], faults: faultsOf(file, lines, '', parsed.issues) };
}

/** Content that comes with Samtavle. A fault in it is a bug, and stops the start. */
export function readOwn<Schema extends v.GenericSchema>(
	file: string,
	content: unknown,
	schema: Schema
): v.InferOutput<Schema> {
	const read = readContent(file, JSON.stringify(content, null, '\t'), schema);
	const [fault] = read.faults;
	if (fault) throw new Error(`${file}: ${fault.path}: ${fault.what}`);
	return v.parse(schema, content);
}

/** What the municipality has put in `packs/<folder>/` under the data folder, in the order of names. */
export async function readPlaced<Schema extends v.GenericSchema>(
	dataDir: string,
	folder: string,
	schema: Schema
): Promise<ReadContent<v.InferOutput<Schema>>> {
	const at = join(dataDir, 'packs', folder);
	const files = (await namesIn(at)).filter((file) => file.endsWith('.json')).sort();
	const all: ReadContent<v.InferOutput<Schema>> = { contents: [], faults: [] };
	for (const file of files) {
		const read = readContent(`${folder}/${file}`, await readFile(join(at, file), 'utf8'), schema);
		all.contents.push(...read.contents);
		all.faults.push(...read.faults);
	}
	return all;
}

async function namesIn(folder: string): Promise<string[]> {
	try {
		return await readdir(folder);
	} catch (fault) {
		if (fault instanceof Error && 'code' in fault && fault.code === 'ENOENT') return [];
		throw fault;
	}
}
