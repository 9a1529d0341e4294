package io.plimsoll.notifier.email;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.io.OutputStreamWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A mail server that greets, and answers every recipient with the same reply. */
final class StubbornServer implements AutoCloseable {
  private final ServerSocket listening;
  private final Thread thread;

  StubbornServer(String reply) {
    try {
      listening = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    thread = new Thread(() -> serve(reply), "stubborn-mail");
    thread.start();
  }

  int port() {
    return listening.getLocalPort();
  }

  private void serve(String reply) {
    while (!listening.isClosed()) {
      try (Socket socket = listening.accept();
          BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
          Writer out = new OutputStreamWriter(socket.getOutputStream(), StandardCharsets.US_ASCII)) {
        out.write("220 stubborn\r\n");
        out.flush();
        for (String line = in.readLine(); line != null; line = in.readLine()) {
          out.write((line.startsWith("RCPT") ? reply : line.startsWith("QUIT") ? "221 bye" : "250 ok") + "\r\n");
          out.flush();
        }
      } catch (IOException e) {
        // The client left or the test ended.
      }
    }
  }

  @Override
  public void close() throws IOException, InterruptedException {
    listening.close();
    thread.join(5000);
  }
}
