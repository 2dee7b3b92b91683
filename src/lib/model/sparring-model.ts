import * as v from 'valibot';
import { pictograms } from './pictograms.ts';
import { postKinds } from './post.ts';
import { PackText } from './template.ts';

/** Whose matter it is, who interviews, and everybody else. Leading a sparring is no part of this: any of them but the first may lead. */
export const SparringRole = v.picklist(['focus', 'interviewer', 'team']);
export type SparringRole = v.InferOutput<typeof SparringRole>;

const PostKind = v.picklist(postKinds, `kind: skal være en af: ${postKinds.join(', ')}`);

const key = v.pipe(
	v.string(),
	v.regex(/^[a-z][A-Za-z0-9]{0,31}$/, 'key: begynder med et lille bogstav, kun a-z og tal')
);
const minutes = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(60));
const roles = v.array(SparringRole);

const described = {
	title: PackText,
	/** What the step asks, as its heading. */
	question: PackText,
	pictogram: v.picklist(pictograms, 'pictogram: der er intet billede med det navn'),
	/** Who has the word; everybody else listens. Nobody: the step is quiet. */
	speaks: roles,
	/** Those who have the word have it in turn, and may pass. */
	round: v.optional(v.boolean()),
	/** Whose words are taken down. Empty: nothing is written here. */
	writes: roles,
	/** What they write is one of these. */
	kind: v.optional(PostKind),
	/** Only questions; or only questions about facts. */
	only: v.optional(v.picklist(['questions', 'facts'])),
	/** Everybody writes at once and alone; nobody sees anything before all of it is shown, without names. */
	silent: v.optional(v.boolean()),
	/** What was written before that is on the screen here; the focus person's account too. */
	shows: v.array(v.picklist([...postKinds, 'account'])),
	/** Choose one of what is shown; sort it by what is of use; hand out what to listen for; say how the sparring went. */
	act: v.optional(v.picklist(['vote', 'sort', 'positions', 'process'])),
	/** Method help, for the one who leads. */
	prompts: v.array(v.object({ da: v.string(), en: v.string() }))
};

/** Everything a step may say. An unknown word is a fault: there is no way to ask for a decision here. */
const Described = v.strictObject(described);

const place = { minutes, minMinutes: minutes, minutesEach: v.optional(minutes) };

/** One step of a sparring, as a running session has it. */
export const SparringStep = v.object({ key, ...described, ...place });
export type SparringStep = v.InferOutput<typeof SparringStep>;

/** Something to listen for, handed out before the interview. */
export const Position = v.object({ key, title: PackText, task: PackText });
export type Position = v.InferOutput<typeof Position>;

const heading = {
	key,
	title: PackText,
	/** When this model is the one to choose. */
	about: PackText,
	minutes: v.pipe(v.number(), v.integer(), v.minValue(10), v.maxValue(120)),
	people: v.object({ from: minutes, to: minutes }),
	roles: v.pipe(roles, v.includes('focus', 'roles: enhver sparring har en fokusperson (focus)')),
	positions: v.optional(v.array(Position), [])
};

export const SparringModel = v.object({
	...heading,
	version: v.string(),
	steps: v.pipe(v.array(SparringStep), v.minLength(2), v.maxLength(20))
});
export type SparringModel = v.InferOutput<typeof SparringModel>;

/** A file with one or more ways to spar. A municipality can write one itself. */
export const SparringPack = v.object({
	key,
	version: v.pipe(v.string(), v.regex(/^\d+\.\d+$/, 'version: to tal, som 1.0')),
	title: PackText,
	steps: v.record(key, Described),
	models: v.pipe(
		v.array(
			v.object({
				...heading,
				agenda: v.pipe(
					v.array(v.strictObject({ step: key, ...place })),
					v.minLength(2),
					v.maxLength(20)
				)
			})
		),
		v.minLength(1)
	)
});
export type SparringPack = v.InferOutput<typeof SparringPack>;

export interface ModelFault {
	/** Where in the file, as `models.0.agenda.3.minMinutes`. */
	path: string;
	what: string;
}

/** What the shape alone cannot say: whether the steps fit together. */
export function faultsOfPack(pack: SparringPack): ModelFault[] {
	const faults: ModelFault[] = [];
	const fault = (path: string, what: string) => void faults.push({ path, what });
	for (const [name, step] of Object.entries(pack.steps)) {
		const at = `steps.${name}`;
		if (step.writes.length > 0 && !step.kind) {
			fault(at, `trinnet "${name}": her skrives der, så kind skal sige hvad`);
		}
		if (step.silent && step.writes.length === 0) {
			fault(
				`${at}.silent`,
				`trinnet "${name}": stille skrivning kræver nogen, der skriver (writes)`
			);
		}
		if (step.silent && (step.act === 'vote' || step.act === 'process')) {
			fault(
				`${at}.act`,
				`trinnet "${name}": act er ${step.act}, og det kan stille skrivning ikke have`
			);
		}
		if (step.round && step.speaks.length === 0) {
			fault(`${at}.round`, `trinnet "${name}": en runde kræver nogen, der taler (speaks)`);
		}
		if (step.only && step.kind !== 'question') {
			fault(`${at}.only`, `trinnet "${name}": kun spørgsmål (only) kræver, at kind er question`);
		}
		if ((step.act === 'vote' || step.act === 'sort') && step.shows.length === 0) {
			fault(`${at}.act`, `trinnet "${name}": act er ${step.act}, men intet vises (shows)`);
		}
		const used = pack.models.some(({ agenda }) => agenda.some((item) => item.step === name));
		if (!used) fault(at, `trinnet "${name}": er beskrevet, men står i ingen dagsorden (agenda)`);
	}
	pack.models.forEach((model, index) => faultsOfModel(pack, model, `models.${index}`, fault));
	return faults;
}

function faultsOfModel(
	pack: SparringPack,
	model: SparringPack['models'][number],
	at: string,
	fault: (path: string, what: string) => void
): void {
	const written = new Set<string>(['account']);
	const seen = new Set<string>();
	let processes = 0;
	model.agenda.forEach((item, index) => {
		const here = `${at}.agenda.${index}`;
		const step = Object.hasOwn(pack.steps, item.step) ? pack.steps[item.step] : undefined;
		if (!step)
			return fault(`${here}.step`, `trinnet "${item.step}": er ikke beskrevet under steps`);
		const say = (field: string, what: string) =>
			fault(`${here}.${field}`, `trinnet "${item.step}": ${what}`);
		if (seen.has(item.step)) say('step', 'står to gange; hvert trin kommer én gang');
		seen.add(item.step);
		if (item.minMinutes > item.minutes) say('minMinutes', 'må ikke være mere end minutes');
		if (step.round && !item.minutesEach) say('minutesEach', 'en runde kræver minutter til hver');
		if (step.act === 'process' && processes++ > 0) {
			say('step', 'spørger, hvordan sparringen gik; det gør et trin før det også');
		}
		if (step.act === 'positions' && model.positions.length === 0) {
			say('step', 'uddeler positioner, og modellen har ingen');
		}
		for (const role of new Set([...step.speaks, ...step.writes])) {
			if (!model.roles.includes(role))
				say('step', `har en opgave til ${role}, som ikke står i roles`);
		}
		if (step.kind) written.add(step.kind);
		for (const shown of step.shows) {
			if (!written.has(shown)) say('step', `viser ${shown}, og intet trin før det skriver noget`);
		}
	});
	const sum = model.agenda.reduce((minutes, item) => minutes + item.minutes, 0);
	if (sum !== model.minutes) {
		fault(`${at}.minutes`, `minutes: trinnene tager ${sum}, modellen siger ${model.minutes}`);
	}
	if (model.people.from > model.people.to) fault(`${at}.people`, 'people: from er mere end to');
}

/** The models of a pack without faults, each with its steps whole. */
export function modelsOf(pack: SparringPack): SparringModel[] {
	return pack.models.map(({ agenda, ...model }) => ({
		...model,
		version: pack.version,
		steps: agenda.map(({ step, ...place }) =>
			v.parse(SparringStep, { key: step, ...pack.steps[step], ...place })
		)
	}));
}
