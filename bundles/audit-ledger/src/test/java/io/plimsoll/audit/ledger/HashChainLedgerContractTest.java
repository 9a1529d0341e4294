package io.plimsoll.audit.ledger;

import io.plimsoll.api.audit.AuditLedger;
import io.plimsoll.api.audit.AuditScope;
import io.plimsoll.testkit.contract.AuditLedgerContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What every AuditLedger must do. */
class HashChainLedgerContractTest extends AuditLedgerContract {
  @Override
  protected AuditLedger newPlugin() {
    return new HashChainLedger();
  }

  @Override
  protected void tamper(AuditScope scope) throws IOException {
    Path file = ScopeFiles.ledger(scope);
    Files.writeString(file, Files.readString(file).replaceFirst("48113", "48114"));
  }
}
