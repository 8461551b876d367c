/** Where things are kept. The number is the layout's version: a later one reads its own keys. */
const ROOT = 'brownout/1/';

export const keys = {
  theme: `${ROOT}theme`,
  sandbox: `${ROOT}sandbox`,
  progress: `${ROOT}progress`,
  work: (stepId: string) => `${ROOT}work/${stepId}`,
  copies: (stepId: string) => `${ROOT}copy/${stepId}/`,
  copy: (stepId: string, madeAt: string) => `${ROOT}copy/${stepId}/${madeAt}`,
  damaged: (key: string, foundAt: string) => `${ROOT}damaged/${key.slice(ROOT.length)}/${foundAt}`,
} as const;
