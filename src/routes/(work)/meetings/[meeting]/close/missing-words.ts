import type { Missing } from '#lib/model/missing.ts';
import { unreachable } from '#lib/model/unreachable.ts';
import { m } from '#lib/paraglide/messages.js';

/** What is missing, as a sentence without blame. */
export function missingLine(missing: Missing): string {
	switch (missing.is) {
		case 'nothingCaptured':
			return m.minutes_missing_nothing_captured();
		case 'nobodyPresent':
			return m.minutes_missing_nobody_present();
		case 'noNextMeeting':
			return m.minutes_missing_no_next_meeting();
		case 'stepWithoutOwner':
			return m.minutes_missing_step_owner({ what: missing.text });
		case 'stepWithoutDate':
			return m.minutes_missing_step_date({ what: missing.text });
		case 'gap':
			return m.minutes_missing_gap({ what: missing.text });
		case 'overlap':
			return m.minutes_missing_overlap({ what: missing.text });
		case 'topicUnanswered':
			return m.minutes_missing_topic({ what: missing.text });
		case 'decisionUnsaid':
			return m.minutes_missing_decision({ what: missing.text });
		default:
			return unreachable(missing);
	}
}
