package io.plimsoll.engine.columnar;

import io.plimsoll.api.engine.CostEngine;
import io.plimsoll.testkit.contract.CostEngineContract;

/** What every CostEngine must do. */
class ColumnarEngineContractTest extends CostEngineContract {
  @Override
  protected CostEngine newPlugin() {
    return new ColumnarEngine();
  }
}
