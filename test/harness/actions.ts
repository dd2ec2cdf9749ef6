// The actions that a fixture may ask for (`//@ NAME args`): NAME → the text of its section. Areas bring their own tables.

import type { Action } from './actions/action.ts';
import { IDE_ACTIONS } from './actions/ide.ts';
import { MODEL_ACTIONS } from './actions/model.ts';

export const ACTIONS: Readonly<Record<string, Action>> = { ...MODEL_ACTIONS, ...IDE_ACTIONS };
