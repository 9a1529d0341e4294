package io.plimsoll.credential.azure;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.credential.CredentialProvider;
import io.plimsoll.api.plugin.PluginSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads the settings of one credential and tells all that is wrong with them at once. */
final class Reading {
  private final String credential;
  private final PluginSettings settings;
  private final List<String> problems = new ArrayList<>();
  private final Application application;

  Reading(String credential, PluginSettings settings, Map<String, String> environment) {
    this.credential = credential;
    this.settings = settings;
    application = Application.read(credential, settings, environment, problems);
  }

  /** The text under this name; empty when it is not set. */
  String text(String name) {
    return settings.text(name, "");
  }

  /** The secret handed over for the connection; empty when there is none. */
  String secret() {
    return settings.text(CredentialProvider.SECRET, "");
  }

  Reading needsApplication() {
    if (application.tenant().isEmpty()) {
      problems.add("tenant is missing (--set tenant=ID)");
    }
    if (application.client().isEmpty()) {
      problems.add("client is missing (--set client=ID, the application's client id, not its object id)");
    }
    return this;
  }

  Reading problem(boolean there, String problem) {
    if (there) {
      problems.add(problem);
    }
    return this;
  }

  /** Who asks; throws {@code INVALID_REQUEST} with every problem there is. */
  Application done() {
    if (!problems.isEmpty()) {
      throw new PlimsollException(
          ErrorCode.INVALID_REQUEST,
          "The credential " + credential + " cannot be used: " + String.join("; ", problems) + ".",
          "Connect again with what is missing; docs/azure-credentials.md says what each credential takes.");
    }
    settings.validate();
    return application;
  }
}
