package io.plimsoll.host.runtime.sample;

import io.plimsoll.api.region.RegionalBackend;
import io.plimsoll.api.region.Workspace;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javax.sql.DataSource;

/** A region whose workspaces hand out locks; when it is closed it leaves a file named {@code closed}. */
public final class LockingRegion implements RegionalBackend {
  private volatile Path home;

  @Override
  public DataSource controlPlane(Path folder) {
    home = folder;
    InvocationHandler nothing = (proxy, method, arguments) -> null;
    return (DataSource)
        Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {DataSource.class}, nothing);
  }

  @Override
  public void create(Path root, String organisation) {}

  @Override
  public Workspace open(Path root, String organisation) {
    return new Space(root);
  }

  @Override
  public void delete(Path root, String organisation) {}

  @Override
  public void close() {
    try {
      Files.createFile(home.resolve("closed"));
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private record Space(Path root) implements Workspace {
    @Override
    public DataSource state() {
      throw new UnsupportedOperationException();
    }

    @Override
    public Path rollups() {
      return root;
    }

    @Override
    public Path audit() {
      return root;
    }

    @Override
    public Optional<Lock> lock(String name) {
      if (name.isEmpty()) {
        return Optional.empty();
      }
      return Optional.of(
          () -> {
            throw new IllegalStateException("the lock file is gone");
          });
    }

    @Override
    public void close() {}
  }
}
