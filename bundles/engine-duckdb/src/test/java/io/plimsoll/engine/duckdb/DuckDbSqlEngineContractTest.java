package io.plimsoll.engine.duckdb;

import io.plimsoll.api.engine.SqlEngine;
import io.plimsoll.testkit.contract.SqlEngineContract;

/** What every SqlEngine must do. */
class DuckDbSqlEngineContractTest extends SqlEngineContract {
  @Override
  protected SqlEngine newPlugin() {
    return new DuckDbSqlEngine();
  }
}
