import Circle from '@lucide/icons/icons/circle';
import CircleCheck from '@lucide/icons/icons/circle-check';
import CircleDot from '@lucide/icons/icons/circle-dot';
import CircleX from '@lucide/icons/icons/circle-x';
import type { AbcLetter, HelpLevel, StepStatus } from '#lib/board/cards.ts';
import { m } from '#lib/paraglide/messages.js';
import type { IconShape } from '#lib/ui/Icon.svelte';

export const statusIcon: Record<StepStatus, IconShape> = {
	agreed: Circle,
	underway: CircleDot,
	done: CircleCheck,
	notDone: CircleX
};

/** "Aftalt" */
export function statusName(status: StepStatus): string {
	return {
		agreed: m.board_status_agreed,
		underway: m.board_status_underway,
		done: m.board_status_done,
		notDone: m.board_status_not_done
	}[status]();
}

/** "Aktivt" */
export function abcName(letter: AbcLetter): string {
	return {
		active: m.board_abc_active,
		together: m.board_abc_together,
		meaningful: m.board_abc_meaningful
	}[letter]();
}

/** "Mindes om det" */
export function helpName(level: HelpLevel): string {
	return {
		self: m.board_help_self,
		reminded: m.board_help_reminded,
		shown: m.board_help_shown,
		together: m.board_help_together,
		forMe: m.board_help_for_me
	}[level]();
}
