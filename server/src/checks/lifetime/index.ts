// The checks of lifetimes: who allocates, who frees, and what is still used when a driver unbinds or its module goes.
import type { AnyCheck } from '../check.ts';
import { addedAgain } from './added-again.ts';
import { childNotDeleted } from './child-not-deleted.ts';
import { devmContainer } from './devm-container.ts';
import { devmFreedByHand } from './devm-freed-by-hand.ts';
import { devmOfAnotherDevice } from './devm-of-another-device.ts';
import { devmWhileOpen } from './devm-while-open.ts';
import { emptyRelease } from './empty-release.ts';
import { freedInRemove } from './freed-in-remove.ts';
import { idFreedEarly } from './id-freed-early.ts';
import { kfreeAfterFailedAdd } from './kfree-after-failed-add.ts';
import { memoryBeforeItsUser } from './memory-before-its-user.ts';
import { moduleNotPinned } from './module-not-pinned.ts';
import { noRelease } from './no-release.ts';
import { openFiles } from './open-files.ts';
import { referenceNotPut } from './reference-not-put.ts';
import { staticDevice } from './static-device.ts';
import { unprotectedUse } from './unprotected-use.ts';
import { unregisterAfterFailedAdd } from './unregister-after-failed-add.ts';
import { vfsLeftBehind } from './vfs-left-behind.ts';
import { workNotCancelled } from './work-not-cancelled.ts';

export const LIFETIME_CHECKS: readonly AnyCheck[] = [
  noRelease,
  emptyRelease,
  kfreeAfterFailedAdd,
  unregisterAfterFailedAdd,
  freedInRemove,
  devmContainer,
  devmWhileOpen,
  devmOfAnotherDevice,
  devmFreedByHand,
  memoryBeforeItsUser,
  childNotDeleted,
  workNotCancelled,
  referenceNotPut,
  idFreedEarly,
  staticDevice,
  moduleNotPinned,
  addedAgain,
  openFiles,
  vfsLeftBehind,
  unprotectedUse,
];
