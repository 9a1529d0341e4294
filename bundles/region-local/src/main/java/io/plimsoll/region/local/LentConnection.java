package io.plimsoll.region.local;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A connection as who asked for it sees it: closing it gives the file's own connection back, without its open
 * statements and its transaction, and nothing can be done with it from then on.
 */
final class LentConnection implements InvocationHandler {
  /** More statements than this are looked through for those that were closed meanwhile. */
  private static final int MANY = 64;

  private final FileConnection own;
  private final Consumer<FileConnection> back;
  private final AtomicBoolean closed = new AtomicBoolean();
  private final List<Statement> statements = new ArrayList<>();

  private LentConnection(FileConnection own, Consumer<FileConnection> back) {
    this.own = own;
    this.back = back;
  }

  /** @param back takes the connection once it is closed */
  static Connection of(FileConnection own, Consumer<FileConnection> back) {
    return (Connection)
        Proxy.newProxyInstance(
            LentConnection.class.getClassLoader(), new Class<?>[] {Connection.class}, new LentConnection(own, back));
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
    switch (method.getName()) {
      case "close" -> {
        close();
        return null;
      }
      case "isClosed" -> {
        return closed.get() || own.isClosed();
      }
      case "equals" -> {
        return arguments != null && arguments[0] == proxy;
      }
      case "hashCode" -> {
        return System.identityHashCode(proxy);
      }
      default -> {
        if (closed.get()) {
          throw new SQLException("the connection is closed");
        }
        return keep(call(method, arguments));
      }
    }
  }

  private @Nullable Object call(Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
    try {
      return method.invoke(own, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private synchronized @Nullable Object keep(@Nullable Object result) throws SQLException {
    if (result instanceof Statement statement) {
      if (statements.size() > MANY) {
        List<Statement> open = new ArrayList<>();
        for (Statement earlier : statements) {
          if (!earlier.isClosed()) {
            open.add(earlier);
          }
        }
        statements.clear();
        statements.addAll(open);
      }
      statements.add(statement);
    }
    return result;
  }

  private synchronized void close() throws SQLException {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    try {
      for (Statement statement : statements) {
        statement.close();
      }
      own.startOver();
    } catch (SQLException e) {
      // SQLite ends a transaction by itself when the disk is full, say; such a connection is not lent again.
      own.close();
    } finally {
      back.accept(own);
    }
  }
}
