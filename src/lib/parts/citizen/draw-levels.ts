import type { RelapseLevel } from '#lib/board/cards.ts';
import { levelColours, levelShapes } from './level-shapes.ts';

/** What is drawn: words as the citizen reads them, and addresses of pictures. */
export interface DrawnLevel {
	level: RelapseLevel;
	name: string;
	/** `picture` is null where the citizen wants words only. */
	parts: { title: string; lines: { text: string; picture: string | null }[] }[];
}

export interface DrawnPlan {
	title: string;
	levels: readonly DrawnLevel[];
	/** Where a level says nothing. */
	empty: string;
	/** The last line. */
	still: string;
}

/** In pixels: as wide as a phone's screen is fine. */
const width = 1080;
const edge = 48;
const inner = 36;
const band = 132;
const picture = 84;
const text = { title: 76, level: 52, part: 36, line: 46, still: 40 };
const leading = 1.25;

/**
 * The plan for hard moments as one picture, for a phone that shows it without net and without us. Drawn
 * on the citizen's own device, from what it already has: no other copy of it comes about. Colour,
 * shape and word say the level; it is light whatever the screen is, like paper.
 */
export async function drawLevels(plan: DrawnPlan): Promise<Blob | null> {
	await document.fonts.ready;
	const pictures = await loadAll(
		plan.levels.flatMap(({ parts }) =>
			parts.flatMap(({ lines }) => lines.flatMap((one) => one.picture ?? []))
		)
	);
	const canvas = document.createElement('canvas');
	canvas.width = width;
	// Once to learn how tall it is, once to draw: what is drawn beyond a canvas is not there.
	canvas.height = draw(canvas, plan, pictures);
	draw(canvas, plan, pictures);
	return new Promise((done) => canvas.toBlob(done, 'image/png'));
}

/** Draws all of it and answers how tall it came out, in pixels. */
function draw(
	canvas: HTMLCanvasElement,
	plan: DrawnPlan,
	pictures: ReadonlyMap<string, HTMLImageElement>
): number {
	const pen = canvas.getContext('2d');
	if (pen === null) return 0;
	// Of the citizen's own surface: its colours may be the quiet ones.
	const style = getComputedStyle(
		document.querySelector('[data-surface="easy"]') ?? document.documentElement
	);
	const colour = (property: string) => style.getPropertyValue(property).trim();
	const ink = colour('--on-level-yellow');
	const family = getComputedStyle(document.body).fontFamily;
	/** Writes words from `x` on, at least `least` tall and in the middle of it; answers how tall they are. */
	const write = (words: string, size: number, weight: number, x: number, y: number, least = 0) => {
		pen.font = `${weight} ${size}px ${family}`;
		const rows = rowsOf(words, width - edge - inner - x, (row) => pen.measureText(row).width);
		const tall = rows.length * size * leading;
		const lift = Math.max(0, (least - tall) / 2);
		rows.forEach((row, at) => pen.fillText(row, x, y + lift + (at + 0.5) * size * leading));
		return Math.max(least, tall);
	};

	pen.fillStyle = colour('--tile');
	pen.fillRect(0, 0, width, canvas.height);
	pen.textBaseline = 'middle';
	pen.lineCap = 'round';
	pen.lineJoin = 'round';
	pen.fillStyle = ink;
	let y = edge;
	y += write(plan.title, text.title, 700, edge, y) + inner;

	for (const { level, name, parts } of plan.levels) {
		const top = y;
		const names = levelColours(level);
		const [ground, on] = [colour(names.ground), colour(names.on)];
		pen.fillStyle = ground;
		pen.fillRect(edge, y, width - 2 * edge, band);
		drawShape(pen, level, { ground, on, x: edge + inner, y: y + (band - 78) / 2, size: 78 });
		pen.fillStyle = on;
		write(name, text.level, 700, edge + inner + 78 + 24, y, band);
		y += band + inner * 0.75;
		pen.fillStyle = ink;
		if (parts.length === 0) y += write(plan.empty, text.line, 400, edge + inner, y);
		for (const { title, lines } of parts) {
			y += write(title, text.part, 400, edge + inner, y) + 10;
			for (const line of lines) {
				const image = line.picture === null ? null : pictures.get(line.picture);
				if (image) drawInside(pen, image, edge + inner, y);
				const indent = line.picture === null ? 0 : picture + 24;
				y += write(line.text, text.line, 600, edge + inner + indent, y, picture) + 18;
			}
			y += 12;
		}
		y += 6;
		pen.strokeStyle = ink;
		pen.lineWidth = 5;
		pen.strokeRect(edge, top, width - 2 * edge, y - top);
		y += inner * 0.75;
	}
	return y + write(plan.still, text.still, 500, edge, y) + edge;
}

interface ShapeLook {
	ground: string;
	on: string;
	x: number;
	y: number;
	/** Its sides, in pixels. */
	size: number;
}

function drawShape(
	pen: CanvasRenderingContext2D,
	level: RelapseLevel,
	{ ground, on, x, y, size }: ShapeLook
): void {
	const shape = levelShapes[level];
	pen.save();
	pen.translate(x, y);
	pen.scale(size / 52, size / 52);
	pen.fillStyle = on;
	pen.fill(new Path2D(shape.ground));
	pen.strokeStyle = ground;
	pen.lineWidth = shape.pen;
	pen.stroke(new Path2D(shape.mark));
	pen.restore();
}

/** A photo is cut to its place, as on the page. */
function drawInside(
	pen: CanvasRenderingContext2D,
	image: HTMLImageElement,
	x: number,
	y: number
): void {
	const { naturalWidth: wide, naturalHeight: tall } = image;
	const scale = picture / Math.min(wide, tall);
	const [across, down] = [wide * scale, tall * scale];
	pen.save();
	pen.beginPath();
	pen.rect(x, y, picture, picture);
	pen.clip();
	pen.drawImage(image, x - (across - picture) / 2, y - (down - picture) / 2, across, down);
	pen.restore();
}

/** Those that could be had; a word without its picture is still the word. */
async function loadAll(addresses: readonly string[]): Promise<Map<string, HTMLImageElement>> {
	const loaded = new Map<string, HTMLImageElement>();
	await Promise.all(
		[...new Set(addresses)].map(async (address) => {
			const image = new Image();
			image.src = address;
			await image.decode().then(
				() => loaded.set(address, image),
				() => null
			);
		})
	);
	return loaded;
}

/** Words in rows no wider than `room`; a word too long for a row is broken. */
export function rowsOf(words: string, room: number, widthOf: (row: string) => number): string[] {
	const rows: string[] = [];
	let row = '';
	for (const word of words.trim().split(/\s+/)) {
		const longer = row === '' ? word : `${row} ${word}`;
		if (widthOf(longer) <= room) {
			row = longer;
			continue;
		}
		if (row !== '') rows.push(row);
		row = '';
		for (const letter of word) {
			if (row !== '' && widthOf(row + letter) > room) {
				rows.push(row);
				row = '';
			}
			row += letter;
		}
	}
	return row === '' ? rows : [...rows, row];
}
