package io.plimsoll.region.local;

import io.plimsoll.api.region.RegionalBackend;
import io.plimsoll.testkit.contract.RegionalBackendContract;

/** What every RegionalBackend must do. */
class LocalRegionContractTest extends RegionalBackendContract {
  @Override
  protected RegionalBackend newPlugin() {
    return new LocalRegion();
  }
}
