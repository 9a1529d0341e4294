package io.plimsoll.acceptance;

import io.plimsoll.api.credential.Credential;
import io.plimsoll.api.export.ExportLocation;
import io.plimsoll.api.export.ExportStore;
import io.plimsoll.api.export.ObjectPage;
import io.plimsoll.api.export.ObjectReader;
import io.plimsoll.api.export.StoredObject;
import io.plimsoll.api.plugin.Plugin;
import io.plimsoll.api.plugin.PluginSettings;
import java.net.URI;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Stands in the place of the store of Azure where a test is about writes alone: nothing lies in it. */
@Plugin(name = "adls", type = ExportStore.class)
public final class QuietStore implements ExportStore {
  @Override
  public Set<String> schemes() {
    return Set.of("abfss");
  }

  @Override
  public ExportLocation open(URI location, PluginSettings settings, Credential credential) {
    settings.validate();
    return new ExportLocation() {
      @Override
      public ObjectPage list(@Nullable String after) {
        return new ObjectPage(List.of(), null);
      }

      @Override
      public ObjectReader open(StoredObject object) {
        throw new IllegalStateException("nothing lies here");
      }

      @Override
      public void close() {
        // Nothing is held.
      }
    };
  }
}
