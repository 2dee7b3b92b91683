import {
	AlignmentType,
	BorderStyle,
	Document,
	Footer,
	HeadingLevel,
	LevelFormat,
	Packer,
	PageNumber,
	Paragraph,
	Table,
	TableCell,
	TableRow,
	TextRun,
	WidthType
} from 'docx';
import { shortDate } from '#lib/model/dates.ts';
import type { Minutes } from '#lib/model/meeting.ts';
import { m } from '#lib/paraglide/messages.js';
import { getLocale } from '#lib/paraglide/runtime.js';
import {
	labourOf,
	leadLine,
	nextMeetingLine,
	outcomeName,
	ownerLine,
	ownWordsTitle,
	personLine,
	sideTitle,
	statusName
} from './minutes-words.ts';

/** The same sheet as a file for Word: real headings, lists and tables, so that it can be read aloud. */

const sides = ['substanceTreatment', 'socialSupport', 'citizen', 'authority'] as const;
const line = { style: BorderStyle.SINGLE, size: 4, color: '857E70' };

function heading(text: string): Paragraph {
	return new Paragraph({ text, heading: HeadingLevel.HEADING_2 });
}

function plain(text: string): Paragraph {
	return new Paragraph({ text });
}

function bullet(lead: string, rest: string): Paragraph {
	return new Paragraph({
		bullet: { level: 0 },
		children: [new TextRun({ text: lead, bold: rest !== '' }), new TextRun(rest)]
	});
}

function cell(text: string, options: { head?: boolean; width: number }): TableCell {
	return new TableCell({
		width: { size: options.width, type: WidthType.PERCENTAGE },
		margins: { top: 60, bottom: 60, left: 80, right: 80 },
		children: [new Paragraph({ children: [new TextRun({ text, bold: options.head === true })] })]
	});
}

function table(head: string[], rows: string[][], widths: number[]): Table {
	const row = (cells: string[], isHead: boolean) =>
		new TableRow({
			tableHeader: isHead,
			cantSplit: true,
			children: cells.map((text, index) => cell(text, { head: isHead, width: widths[index] ?? 0 }))
		});
	return new Table({
		width: { size: 100, type: WidthType.PERCENTAGE },
		borders: {
			top: line,
			bottom: line,
			left: line,
			right: line,
			insideHorizontal: line,
			insideVertical: line
		},
		rows: [row(head, true), ...rows.map((cells) => row(cells, false))]
	});
}

/** The body of the minutes, in their fixed order. */
function body(minutes: Minutes): (Paragraph | Table)[] {
	const locale = getLocale();
	const labour = sides.flatMap((side) =>
		labourOf(minutes, side).map(({ row, text }) => [sideTitle(side, minutes), row, text])
	);
	const words = minutes.citizenWords
		? [heading(ownWordsTitle(minutes.displayName)), plain(`”${minutes.citizenWords.trim()}”`)]
		: [];
	return [
		...words,
		heading(m.minutes_present()),
		plain(minutes.present.map(personLine).join(' · ')),
		...(minutes.absent.length > 0
			? [plain(`${m.minutes_absent()}: ${minutes.absent.map(personLine).join(' · ')}`)]
			: []),
		...(minutes.sinceLast.length > 0 ? [heading(m.minutes_since_last())] : []),
		...minutes.sinceLast.map((step) =>
			bullet(
				`${statusName(step.status)}: `,
				[step.what, step.owner, step.obstacle && m.minutes_obstacle({ obstacle: step.obstacle })]
					.filter(Boolean)
					.join(' · ')
			)
		),
		...(minutes.topics.length + minutes.notes.length > 0 ? [heading(m.minutes_topics())] : []),
		...minutes.topics.map((topic) =>
			bullet(
				topic.text,
				` · ${[topic.by, outcomeName(topic.outcome)].filter((part) => part !== '').join(' · ')}`
			)
		),
		...minutes.notes.map((note) => bullet(note.by ? `${note.text} · ${note.by}` : note.text, '')),
		heading(m.minutes_decisions()),
		...(minutes.decisions.length === 0 ? [plain(m.minutes_nothing_decided())] : []),
		...minutes.decisions.map(
			(decision) =>
				new Paragraph({
					numbering: { reference: 'decisions', level: 0 },
					text:
						decision.disagree.length === 0
							? decision.text
							: `${decision.text} (${m.minutes_not_agreed_by({ names: decision.disagree.join(', ') })})`
				})
		),
		...(labour.length > 0
			? [
					heading(m.minutes_labour()),
					table(
						[m.minutes_who(), m.minutes_topics_column(), m.minutes_what()],
						labour,
						[26, 24, 50]
					)
				]
			: []),
		heading(m.minutes_next_steps()),
		minutes.nextSteps.length === 0
			? plain(m.minutes_no_steps())
			: table(
					[m.minutes_what(), m.minutes_who(), m.minutes_due()],
					minutes.nextSteps.map((step) => [
						step.what,
						ownerLine(step),
						step.due ? shortDate(step.due, locale) : m.minutes_no_date()
					]),
					[46, 34, 20]
				),
		...(minutes.disagreement.length > 0
			? [heading(m.minutes_disagreement()), ...minutes.disagreement.map((said) => bullet(said, ''))]
			: []),
		heading(m.minutes_next_meeting()),
		plain(minutes.nextMeeting ? nextMeetingLine(minutes.nextMeeting) : m.minutes_no_next_meeting())
	];
}

export interface MinutesFile {
	minutes: Minutes;
	/** Who approved, or that it is a draft. */
	footer: string;
	/** "Til journalen: …" */
	above?: string;
	/** What goes with the minutes to one area's journal. */
	appendix?: { heading: string; lines: { lead: string; text: string }[] }[];
}

export async function minutesDocx(file: MinutesFile): Promise<Uint8Array<ArrayBuffer>> {
	const { minutes, footer, above, appendix = [] } = file;
	const title = m.minutes_heading({ title: minutes.title });
	const document = new Document({
		creator: m.app_name(),
		lastModifiedBy: m.app_name(),
		title,
		description: m.minutes_confidential({ number: minutes.caseNumber }),
		styles: {
			default: {
				document: {
					run: {
						font: 'Calibri',
						size: 22,
						language: { value: getLocale() === 'en' ? 'en-GB' : 'da-DK' }
					},
					paragraph: { spacing: { after: 80 } }
				},
				heading1: { run: { size: 40, bold: true }, paragraph: { spacing: { after: 80 } } },
				heading2: {
					run: { size: 26, bold: true },
					paragraph: { spacing: { before: 240, after: 80 } }
				}
			}
		},
		numbering: {
			config: [
				{
					reference: 'decisions',
					levels: [
						{
							level: 0,
							format: LevelFormat.DECIMAL,
							text: '%1.',
							alignment: AlignmentType.START,
							style: { paragraph: { indent: { left: 500, hanging: 360 } } }
						}
					]
				}
			]
		},
		sections: [
			{
				properties: {
					page: {
						size: { width: 11_906, height: 16_838 },
						margin: { top: 1000, bottom: 1000, left: 1100, right: 1100 }
					}
				},
				footers: {
					default: new Footer({
						children: [
							new Paragraph({
								children: [
									new TextRun({ text: `${footer} · `, size: 18 }),
									new TextRun({
										size: 18,
										children: [PageNumber.CURRENT, ' / ', PageNumber.TOTAL_PAGES]
									})
								]
							})
						]
					})
				},
				children: [
					plain(above ?? m.minutes_confidential({ number: minutes.caseNumber })),
					new Paragraph({ text: title, heading: HeadingLevel.HEADING_1 }),
					plain(leadLine(minutes)),
					...body(minutes),
					...appendix.flatMap((part) => [
						heading(part.heading),
						...part.lines.map(({ lead, text }) => bullet(lead, text))
					])
				]
			}
		]
	});
	return new Uint8Array(await Packer.toArrayBuffer(document));
}

/** A file that is saved, never shown in the browser. Its name holds the case number and no person's. */
export function docxResponse(bytes: Uint8Array<ArrayBuffer>, name: string): Response {
	return new Response(bytes, {
		headers: {
			'content-type': 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
			'content-disposition': `attachment; filename="${name.replace(/[^\w.-]/g, '-')}.docx"`
		}
	});
}
