package io.plimsoll.credential.none;

import io.plimsoll.api.credential.CredentialProvider;
import io.plimsoll.testkit.contract.CredentialProviderContract;

/** What every CredentialProvider must do. */
class NoCredentialContractTest extends CredentialProviderContract {
  @Override
  protected CredentialProvider newPlugin() {
    return new NoCredential();
  }
}
