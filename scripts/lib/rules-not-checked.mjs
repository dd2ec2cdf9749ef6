// The rules of the driver model that no check of this release carries, each in half a sentence: those that are to come, and those
// that a description cannot express. Read by generate-diagnostics.mjs and by the tidy test of checks, which wants every id once.

/** `MK`: mistakes; `SD`: rules of design. */
export const NOT_CHECKED_YET = {};

/** What would need more than a description says, or judges a discussion and not a topology. */
export const NOT_EXPRESSIBLE = {
  'MK-130': 'const in C types: a description lists the functions of an ops table, not the table',
  'SD-5':
    'a principle, that virtual buses are judged as physical ones: no check asks which of the two a bus is',
  'SD-9':
    'an observation on the API that a match id stands for: what single devices offer is said where they are created, and checked by SD-10',
  'SD-13': 'praise of vfio and virtio as bus types: nothing that could be wrong',
  'SD-29':
    'the purpose of a bus (enumeration, contract, glue) is nothing that the kernel knows; what follows from it is checked by SD-1, SD-25 and SD-33',
  'SD-58': 'a permission, two drivers on two buses in one module: SD-59 counts them as protection',
  'SD-63': 'a classification of mdev as a life cycle with callbacks; its consequences are MK-119 and SD-19',
  'SD-64': 'the weight of a maintainer’s objection',
  'SD-65': 'history, how the auxiliary bus became the answer; SD-30 and MK-117 apply it',
};
