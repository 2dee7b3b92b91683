import type { Elsewhere, SparringNotDone } from '#lib/model/sparring-commands.ts';
import type { SparringRole } from '#lib/model/sparring-model.ts';
import type { Mark, PostKind } from '#lib/model/post.ts';
import type { AccountField, Face, FloorNo } from '#lib/model/sparring.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Smiley } from '#lib/ui/SmileyScale.svelte';

export function sparringRoleName(role: SparringRole): string {
	return {
		focus: m.sparring_role_focus,
		interviewer: m.sparring_role_interviewer,
		team: m.sparring_role_team
	}[role]();
}

export function fieldName(field: AccountField): string {
	return {
		situation: m.sparring_field_situation,
		tried: m.sparring_field_tried,
		wonder: m.sparring_field_wonder,
		question: m.sparring_field_question,
		notAnswered: m.sparring_field_not_answered
	}[field]();
}

export function kindName(kind: PostKind): string {
	return {
		oneLiner: m.sparring_posts_oneliner,
		question: m.sparring_posts_question,
		reflection: m.sparring_posts_reflection,
		advice: m.sparring_posts_advice,
		ownIdea: m.sparring_posts_idea,
		learning: m.sparring_posts_learning
	}[kind]();
}

export function markName(mark: Mark): string {
	return {
		plus: m.sparring_mark_plus,
		minus: m.sparring_mark_minus,
		maybe: m.sparring_mark_maybe
	}[mark]();
}

/** How a sparring went. Four, so that nobody sits in the middle. */
export function processFaces(): (Smiley & { value: Face })[] {
	return [
		{ value: 1, label: m.sparring_process_1(), pictogram: 'meget-skidt' },
		{ value: 2, label: m.sparring_process_2(), pictogram: 'skidt' },
		{ value: 3, label: m.sparring_process_3(), pictogram: 'godt' },
		{ value: 4, label: m.sparring_process_4(), pictogram: 'meget-godt' }
	];
}

/** Why words were not taken in; each says that they are still there. */
export function floorWords(no: FloorNo): string {
	return {
		nothingHere: m.sparring_no_nothing,
		listening: m.sparring_no_listening,
		ownerOnly: m.sparring_no_owner,
		notYourTurn: m.sparring_no_turn,
		shown: m.sparring_no_shown,
		onlyQuestions: m.sparring_no_questions,
		onlyFacts: m.sparring_no_facts
	}[no]();
}

/** Where such a thing belongs. */
export function elsewhereWords(what: Elsewhere): string {
	return {
		decision: m.sparring_elsewhere_decision,
		nextStep: m.sparring_elsewhere_next_step,
		responsibility: m.sparring_elsewhere_responsibility,
		attachment: m.sparring_elsewhere_attachment,
		caseLink: m.sparring_elsewhere_case_link
	}[what]();
}

export function sparringNotDone(why: SparringNotDone | 'offline' | 'refused'): string {
	return {
		changed: m.meeting_not_changed,
		notNow: m.sparring_no_not_now,
		wait: m.meeting_not_wait,
		gone: m.meeting_not_gone,
		sameLeader: m.sparring_fault_same_leader,
		noHands: m.sparring_no_hands,
		offline: m.meeting_not_offline,
		refused: m.sparring_no_refused
	}[why]();
}
