export interface ParquetColumnFacts {
  readonly name: string;
  /** Physical and logical type as the schema has them: `INT64 TIMESTAMP`. */
  readonly type: string;
  readonly isOptional: boolean;
  readonly codecs: readonly string[];
  readonly compressedBytes: number;
  readonly plainBytes: number;
}

export interface ParquetFacts {
  readonly rowGroups: readonly { readonly rowCount: number; readonly compressedBytes: number }[];
  readonly columns: readonly ParquetColumnFacts[];
  readonly createdBy: string | undefined;
  readonly version: number;
  /** Compressed, of the columns that are read. */
  readonly dataBytes: number;
}
