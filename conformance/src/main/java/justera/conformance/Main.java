package justera.conformance;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Asks both judges about files and prints one line of JSON for each, in the order given.
 *
 * <pre>
 * java -cp ... justera.conformance.Main --root ROOT.pem (--at INSTANT | --pdf FILE | --detached DATA SIGNATURE)...
 * </pre>
 *
 * <p>{@code --at} is the validation time of the files that follow it; without it that is now.
 *
 * <p>Exit 0 says only that every file was judged; what was found stands in the lines.
 */
public final class Main {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Deque<String> words;
  private final FormatJudge formats = new FormatJudge();
  private Path root;
  private Instant at;

  private Main(List<String> words) {
    this.words = new ArrayDeque<>(words);
  }

  /** Runs from the command line. */
  public static void main(String[] arguments) throws IOException {
    new Main(List.of(arguments)).run();
  }

  private void run() throws IOException {
    while (!words.isEmpty()) {
      String option = words.pop();
      switch (option) {
        case "--root" -> root = path();
        case "--at" -> at = Instant.parse(words.pop());
        case "--pdf" -> print(pdf(path()));
        case "--detached" -> print(signatures().judgeDetached(path(), path()));
        default -> throw new IllegalArgumentException("unknown option " + option);
      }
    }
  }

  private Verdict pdf(Path file) {
    return signatures().judge(file).with(formats.judge(file));
  }

  private SignatureJudge signatures() {
    return new SignatureJudge(root, at);
  }

  private Path path() {
    return Path.of(words.pop());
  }

  private static void print(Verdict verdict) throws IOException {
    System.out.write(JSON.writeValueAsBytes(verdict));
    System.out.write("\n".getBytes(StandardCharsets.UTF_8));
    System.out.flush();
  }
}
