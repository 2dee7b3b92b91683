import { createPlanCommands, type PlanCommandParts } from './plan-commands.ts';
import { createPlanNotes, type PlanNoteParts } from './plan-notes.ts';
import { createPlanViews, type PlanParts } from './plan-view.ts';

export type Plans = ReturnType<typeof createPlans>;

/** The citizen's plan, as `locals.app.plan`: what its pages show, and what the citizen asks for there. */
export function createPlans(parts: PlanParts & Omit<PlanCommandParts & PlanNoteParts, 'views'>) {
	const views = createPlanViews(parts);
	return {
		open: views.open,
		feelings: views.feelings,
		...createPlanCommands({ ...parts, views }),
		...createPlanNotes({ ...parts, views })
	};
}
