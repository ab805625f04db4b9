export interface ParquetColumnFacts {
  readonly name: string;
  /** Physical and logical type as the schema has them: `INT64 TIMESTAMP`. */
  readonly type: string;
  readonly isOptional: boolean;
  readonly codecs: readonly string[];
  readonly compressedBytes: number;
  readonly plainBytes: number;
}

export interface ParquetGroupFacts {
  readonly rowCount: number;
  /** Of the columns that are read. */
  readonly compressedBytes: number;
  /** Some of its rows can be read without the others. */
  readonly hasPageIndex: boolean;
}

export interface ParquetFacts {
  readonly rowGroups: readonly ParquetGroupFacts[];
  readonly columns: readonly ParquetColumnFacts[];
  readonly createdBy: string | undefined;
  readonly version: number;
  /** Compressed, of the columns that are read. */
  readonly dataBytes: number;
  /** No row group is above what is read whole. */
  readonly canLoad: boolean;
}
