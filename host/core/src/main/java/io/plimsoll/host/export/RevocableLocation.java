package io.plimsoll.host.export;

import io.plimsoll.api.export.ExportLocation;
import io.plimsoll.api.export.ObjectPage;
import io.plimsoll.api.export.ObjectReader;
import io.plimsoll.api.export.StoredObject;
import io.plimsoll.host.secret.LiveCredential;
import org.jspecify.annotations.Nullable;

/** A place whose every request asks first whether the credential is still in force: a store may hold tokens for an hour. */
final class RevocableLocation implements ExportLocation {
  private final ExportLocation location;
  private final LiveCredential credential;

  RevocableLocation(ExportLocation location, LiveCredential credential) {
    this.location = location;
    this.credential = credential;
  }

  @Override
  public ObjectPage list(@Nullable String continuation) {
    credential.requireInForce();
    return location.list(continuation);
  }

  @Override
  public ObjectReader open(StoredObject object) {
    credential.requireInForce();
    ObjectReader reader = location.open(object);
    return new ObjectReader() {
      @Override
      public long size() {
        return reader.size();
      }

      @Override
      public int read(long position, byte[] target, int offset, int length) {
        credential.requireInForce();
        return reader.read(position, target, offset, length);
      }

      @Override
      public void close() {
        reader.close();
      }
    };
  }

  @Override
  public void close() {
    location.close();
  }
}
