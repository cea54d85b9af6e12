/** One measured figure. A time has a yardstick measured in the same run, so that machines can be compared. */
export type Figure = {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly yardstick: { readonly name: string; readonly value: number } | null;
  readonly ratio: number | null;
  readonly goal: { readonly max?: number; readonly min?: number } | null;
};

const rounded = (value: number): number => Number(value.toPrecision(4));

export const figure = (
  name: string,
  value: number,
  unit: string,
  extra: {
    readonly goal?: NonNullable<Figure['goal']>;
    readonly yardstick?: NonNullable<Figure['yardstick']>;
  } = {},
): Figure => ({
  name,
  value: rounded(value),
  unit,
  yardstick: extra.yardstick ?? null,
  ratio: extra.yardstick ? rounded(value / extra.yardstick.value) : null,
  goal: extra.goal ?? null,
});

/** The value below which `share` of the sorted sample lies. */
export const percentile = (sample: readonly number[], share: number): number => {
  const sorted = [...sample].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
};
