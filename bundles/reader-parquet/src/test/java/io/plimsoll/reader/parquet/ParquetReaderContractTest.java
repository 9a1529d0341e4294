package io.plimsoll.reader.parquet;

import io.plimsoll.api.export.ExportReader;
import io.plimsoll.testkit.contract.ExportReaderContract;

/** What every ExportReader must do. */
class ParquetReaderContractTest extends ExportReaderContract {
  @Override
  protected ExportReader newPlugin() {
    return new ParquetReader();
  }
}
