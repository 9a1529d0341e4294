package io.plimsoll.reader.csv;

import io.plimsoll.api.export.ExportReader;
import io.plimsoll.testkit.contract.ExportReaderContract;

/** What every ExportReader must do. */
class CsvReaderContractTest extends ExportReaderContract {
  @Override
  protected ExportReader newPlugin() {
    return new CsvReader();
  }
}
