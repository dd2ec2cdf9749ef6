// The semantic tokens that a client was last given, by document, so that the next answer is the difference.

export interface GivenTokens {
  readonly resultId: string;
  readonly data: Uint32Array;
}

export interface TokenCache {
  remember(uri: string, data: Uint32Array): GivenTokens;
  /** `undefined` if these are not the last ones. */
  recall(uri: string, resultId: string): GivenTokens | undefined;
  forget(uri: string): void;
}

export function createTokenCache(): TokenCache {
  const given = new Map<string, GivenTokens>();
  let next = 1;
  return {
    remember(uri, data) {
      const tokens = { resultId: String(next++), data };
      given.set(uri, tokens);
      return tokens;
    },
    recall(uri, resultId) {
      const tokens = given.get(uri);
      return tokens?.resultId === resultId ? tokens : undefined;
    },
    forget: (uri) => given.delete(uri),
  };
}
