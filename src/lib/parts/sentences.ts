/** A sentence that stands on the page, and where. */
export interface Sentence {
	text: string;
	range: Range;
}

const highlight = 'read-aloud';
const end = /[.!?…:](?=\s|$)|$/g;
const apart = 'h1, h2, h3, h4, p, li, button, label, legend, summary, a, td, th, dt, dd, b, span';

/** What of a text is one sentence each: offsets, without the space around them. */
export function sentencesOf(text: string): { from: number; to: number }[] {
	const found: { from: number; to: number }[] = [];
	let from = 0;
	for (const match of text.matchAll(end)) {
		const to = match.index + match[0].length;
		const part = text.slice(from, to);
		const lead = part.length - part.trimStart().length;
		const length = part.trim().length;
		if (length > 0) found.push({ from: from + lead, to: from + lead + length });
		from = to;
	}
	return found;
}

/** Everything one can see and read within an element, sentence by sentence, in its order. */
export function sentencesIn(within: HTMLElement): Sentence[] {
	const sentences: Sentence[] = [];
	const walker = document.createTreeWalker(within, NodeFilter.SHOW_TEXT);
	for (let node = walker.nextNode(); node; node = walker.nextNode()) {
		const holder = node.parentElement?.closest<HTMLElement>(apart) ?? node.parentElement;
		if (!holder || !isSeen(holder)) continue;
		const text = node.textContent ?? '';
		for (const { from, to } of sentencesOf(text)) {
			const range = document.createRange();
			range.setStart(node, from);
			range.setEnd(node, to);
			sentences.push({ text: text.slice(from, to), range });
		}
	}
	return sentences;
}

function isSeen(element: HTMLElement): boolean {
	if (element.closest('[aria-hidden="true"], .visually-hidden, textarea')) return false;
	return element.checkVisibility?.() ?? true;
}

/** Marks the sentence that is read, where the browser can mark without changing the page. */
export function markSentence(sentence: Sentence | null): void {
	if (!('highlights' in CSS)) return;
	if (sentence === null) {
		CSS.highlights.delete(highlight);
		return;
	}
	CSS.highlights.set(highlight, new Highlight(sentence.range));
	const box = sentence.range.getBoundingClientRect();
	const isOut = box.bottom > innerHeight - 120 || box.top < 0;
	if (isOut) sentence.range.startContainer.parentElement?.scrollIntoView({ block: 'center' });
}
