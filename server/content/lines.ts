/**
 * Where things stand in a JSON text, so that a fault can name its line. JSON.parse says where a text
 * breaks, in words that differ between Nodes, and never where a value that it did read came from.
 */
export interface Lines {
	/** The line of a value, by its path: `steps.welcome.minutes`, `meetings.0`. From 1. */
	lineOf(path: string): number;
	/** The line where the text stops being JSON; null when all of it is. */
	brokenAt: number | null;
}

/** Everything that can stand in a JSON text, one after the other. */
const tokens = /\s*(?:("(?:[^"\\\p{Cc}]|\\.)*")|([{}[\]:,])|(-?\d[\d.eE+-]*|true|false|null))/uy;

export function readLines(text: string): Lines {
	const lines = new Map<string, number>([['', 1]]);
	let at = 0;
	let counted = 0;
	let line = 1;
	let brokenAt: number | null = null;

	/** The line that reading has come to. The text is gone through once, however many values it holds. */
	function lineHere(): number {
		for (; counted < at; counted += 1) if (text[counted] === '\n') line += 1;
		return line;
	}

	function next(): string {
		tokens.lastIndex = at;
		const found = tokens.exec(text);
		if (!found) throw new Broken();
		at = tokens.lastIndex;
		return found[1] ?? found[2] ?? found[3] ?? '';
	}

	function value(path: string[], token = next()): void {
		lines.set(path.join('.'), lineHere());
		if (token === '{') members('}', (part) => [...path, key(part)]);
		else if (token === '[') members(']', (_part, index) => [...path, String(index)]);
		else if ('}]:,'.includes(token)) throw new Broken();
	}

	/** What stands between two brackets. In an object each value comes after its name. */
	function members(end: '}' | ']', place: (token: string, index: number) => string[]): void {
		for (let index = 0, token = next(); token !== end; index += 1) {
			const path = place(token, index);
			if (end === '}') {
				if (next() !== ':') throw new Broken();
				value(path);
			} else value(path, token);
			token = next();
			if (token === end) return;
			if (token !== ',') throw new Broken();
			token = next();
			if (token === end) throw new Broken();
		}
	}

	function key(token: string): string {
		if (!token.startsWith('"')) throw new Broken();
		return token.slice(1, -1);
	}

	try {
		value([]);
		if (text.slice(at).trim() !== '') throw new Broken();
	} catch (fault) {
		if (!(fault instanceof Broken)) throw fault;
		brokenAt = lineHere();
	}
	return {
		brokenAt,
		lineOf(path) {
			// A value that is missing has no line: its nearest container has.
			const parts = path.split('.');
			while (parts.length > 0) {
				const line = lines.get(parts.join('.'));
				if (line !== undefined) return line;
				parts.pop();
			}
			return 1;
		}
	};
}

class Broken extends Error {}
