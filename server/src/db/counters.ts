// How much work a change caused. Counted so that a test can hold that an edit costs what it touches; nothing reads them else.

export interface Counters {
  /** Items whose text was read (lexed and parsed). */
  itemsRead: number;
  itemsLowered: number;
  /** Items linked: their names looked up, their values typed. */
  itemsLinked: number;
  /** Times the names of a root were collected. */
  namesCollected: number;
  typesLinked: number;
  fullRuns: number;
  reruns: number;
}

export function startCounters(): Counters {
  return {
    itemsRead: 0,
    itemsLowered: 0,
    itemsLinked: 0,
    namesCollected: 0,
    typesLinked: 0,
    fullRuns: 0,
    reruns: 0,
  };
}
