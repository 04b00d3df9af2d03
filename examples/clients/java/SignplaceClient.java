import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Asks one long-lived {@code signplace batch} process: Java 17 or later, no dependencies.
 *
 * <pre>{@code
 * try (var signplace = new SignplaceClient("signplace")) {
 *     var found = signplace.ask(Map.of("file", "contract.pdf", "keywords", List.of("甲方（盖章）")));
 * }
 * }</pre>
 *
 * Run it as a program to see a document's positions:
 *
 * <pre>java SignplaceClient.java target/release/signplace examples/contract-zh.pdf '甲方（盖章）'</pre>
 *
 * JSON objects are {@code Map<String, Object>}, arrays {@code List<Object>}, numbers {@code BigDecimal} (the platforms'
 * ids do not fit a double). In a project that has a JSON library, use that in place of {@link Json}.
 */
public final class SignplaceClient implements AutoCloseable {
    /** The command answered that an answer is impossible. */
    public static final class SignplaceException extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final String code;

        SignplaceException(Map<String, Object> error) {
            super(error.get("message") + (error.containsKey("hint") ? " " + error.get("hint") : ""));
            this.code = (String) error.get("code");
        }

        /** The stable code, for example "password_required". */
        public String code() {
            return code;
        }
    }

    private final Process process;
    private final BufferedWriter requests;
    private final BufferedReader answers;

    public SignplaceClient(String command) throws IOException {
        process = new ProcessBuilder(command, "batch").redirectError(ProcessBuilder.Redirect.INHERIT).start();
        requests = new BufferedWriter(new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
        answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** One question, one answer, as the command's JSON has it. */
    public Map<String, Object> ask(Map<String, Object> request) throws IOException {
        Map<String, Object> answer = askAll(List.of(request)).get(0);
        if (answer.containsKey("error")) {
            throw new SignplaceException(Json.object(answer.get("error")));
        }
        return answer;
    }

    /** Many questions, their answers in the same order. A failed one has the key "error" and ends nothing else. */
    public synchronized List<Map<String, Object>> askAll(List<Map<String, Object>> questions) throws IOException {
        List<String> lines = questions.stream().map(Json::write).toList();
        // Written from another thread: were all written before the first is read, both pipes could fill and both
        // processes would wait for ever.
        Thread writer = new Thread(() -> {
            try {
                for (String line : lines) {
                    requests.write(line);
                    requests.write('\n');
                }
                requests.flush();
            } catch (IOException e) {
                // The reader sees the end of the answers and says so.
            }
        });
        writer.setDaemon(true);
        writer.start();
        List<Map<String, Object>> all = new ArrayList<>();
        while (all.size() < lines.size()) {
            String line = answers.readLine();
            if (line == null) {
                throw new IOException("signplace ended after " + all.size() + " of " + lines.size() + " answers");
            }
            all.add(Json.object(Json.read(line)));
        }
        return all;
    }

    /** Ends the process by ending its input. */
    @Override
    public void close() throws IOException {
        end();
    }

    private synchronized int end() throws IOException {
        try {
            requests.close();
        } catch (IOException e) {
            // It is gone already; its exit status tells how.
        }
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while signplace was ending", e);
        }
    }

    /** As much JSON (RFC 8259) as one line of the protocol needs. */
    static final class Json {
        private final String text;
        private int at;

        private Json(String text) {
            this.text = text;
        }

        static Object read(String text) {
            Json json = new Json(text);
            Object value = json.value();
            json.space();
            if (json.at < text.length()) {
                throw json.wrong();
            }
            return value;
        }

        @SuppressWarnings("unchecked")
        static Map<String, Object> object(Object value) {
            return (Map<String, Object>) value;
        }

        @SuppressWarnings("unchecked")
        static List<Object> array(Object value) {
            return (List<Object>) value;
        }

        static String write(Object value) {
            StringBuilder out = new StringBuilder();
            write(value, out);
            return out.toString();
        }

        private static void write(Object value, StringBuilder out) {
            if (value instanceof Map<?, ?> map) {
                String separator = "{";
                for (Map.Entry<?, ?> entry : map.entrySet()) {
                    out.append(separator);
                    write(entry.getKey().toString(), out);
                    write(entry.getValue(), out.append(':'));
                    separator = ",";
                }
                out.append(map.isEmpty() ? "{}" : "}");
            } else if (value instanceof Iterable<?> list) {
                String separator = "[";
                for (Object item : list) {
                    write(item, out.append(separator));
                    separator = ",";
                }
                out.append(separator.equals("[") ? "[]" : "]");
            } else if (value instanceof CharSequence string) {
                out.append('"');
                string.chars().forEach(c -> {
                    if (c == '"' || c == '\\') {
                        out.append('\\').append((char) c);
                    } else if (c < ' ') {
                        out.append(String.format("\\u%04x", c));
                    } else {
                        out.append((char) c);
                    }
                });
                out.append('"');
            } else {
                out.append(value); // a number, true, false or null
            }
        }

        private Object value() {
            space();
            char c = at < text.length() ? text.charAt(at) : '\0';
            switch (c) {
                case '{' -> {
                    Map<String, Object> map = new LinkedHashMap<>();
                    at++;
                    space();
                    if (!skip('}')) {
                        do {
                            space();
                            String key = string();
                            space();
                            need(':');
                            map.put(key, value());
                            space();
                        } while (skip(','));
                        need('}');
                    }
                    return map;
                }
                case '[' -> {
                    List<Object> list = new ArrayList<>();
                    at++;
                    space();
                    if (!skip(']')) {
                        do {
                            list.add(value());
                            space();
                        } while (skip(','));
                        need(']');
                    }
                    return list;
                }
                case '"' -> {
                    return string();
                }
                default -> {
                    int start = at;
                    while (at < text.length() && ",]} \t".indexOf(text.charAt(at)) < 0) {
                        at++;
                    }
                    String word = text.substring(start, at);
                    switch (word) {
                        case "true":
                            return true;
                        case "false":
                            return false;
                        case "null":
                            return null;
                        default:
                            try {
                                return new BigDecimal(word);
                            } catch (NumberFormatException e) {
                                at = start;
                                throw wrong();
                            }
                    }
                }
            }
        }

        private String string() {
            need('"');
            StringBuilder out = new StringBuilder();
            while (at < text.length()) {
                char c = text.charAt(at++);
                if (c == '"') {
                    return out.toString();
                }
                if (c != '\\') {
                    out.append(c);
                } else if (skip('u') && at + 4 <= text.length()) {
                    // A pair of surrogates is two escapes, which is also what a Java string holds.
                    out.append((char) Integer.parseInt(text.substring(at, at + 4), 16));
                    at += 4;
                } else if (at < text.length()) {
                    int escape = "\"\\/bfnrt".indexOf(text.charAt(at++));
                    if (escape < 0) {
                        throw wrong();
                    }
                    out.append("\"\\/\b\f\n\r\t".charAt(escape));
                }
            }
            throw wrong();
        }

        private void space() {
            while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
                at++;
            }
        }

        private boolean skip(char c) {
            boolean there = at < text.length() && text.charAt(at) == c;
            at += there ? 1 : 0;
            return there;
        }

        private void need(char c) {
            if (!skip(c)) {
                throw wrong();
            }
        }

        private IllegalArgumentException wrong() {
            return new IllegalArgumentException("not JSON at character " + at + ": " + text);
        }
    }

    public static void main(String[] args) throws IOException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        if (args.length == 3 && args[0].equals("--self-test")) {
            System.exit(SelfTest.run(args[1], Path.of(args[2]), out));
        }
        if (args.length < 3) {
            System.err.println("usage: java SignplaceClient.java COMMAND FILE KEYWORD…");
            System.exit(2);
        }
        List<String> keywords = Arrays.asList(args).subList(2, args.length);
        try (var signplace = new SignplaceClient(args[0])) {
            Map<String, Object> found = signplace.ask(Map.of("file", args[1], "keywords", keywords));
            for (Object each : Json.array(found.get("matches"))) {
                Map<String, Object> match = Json.object(each);
                Map<String, Object> box = Json.object(match.get("box"));
                out.printf("%s #%s: page %s, x %s, y %s, %s × %s pt from the lower-left corner%n", match.get("keyword"),
                        match.get("index"), match.get("page"), box.get("x"), box.get("y"), box.get("width"),
                        box.get("height"));
            }
        } catch (SignplaceException e) {
            System.err.println(e.code() + ": " + e.getMessage());
            System.exit(2);
        }
    }

    /** Tries the client against a command and a folder with the example contracts. */
    private static final class SelfTest {
        private interface Check {
            boolean holds() throws IOException;
        }

        private final PrintStream out;
        private int passed;
        private int failed;

        private SelfTest(PrintStream out) {
            this.out = out;
        }

        static int run(String command, Path folder, PrintStream out) throws IOException {
            SelfTest test = new SelfTest(out);
            String zh = folder.resolve("contract-zh.pdf").toString();
            String en = folder.resolve("contract-en.pdf").toString();
            test.check("JSON survives a round trip", () -> {
                String json = "{\"a\":[1.50,-2,true,null,{}],\"b\":\"\\\"\\\\ 甲𠮷\",\"c\":2591540368898105360,\"d\":[]}";
                return Json.write(Json.read(json)).equals(json) && Json.read(" \"\\u7532\\n\" ").equals("甲\n");
            });
            SignplaceClient client = new SignplaceClient(command);
            test.check("finds a keyword", () -> {
                var found = client.ask(Map.of("file", zh, "keywords", List.of("甲方（盖章）")));
                var box = Json.object(Json.object(Json.array(found.get("matches")).get(0)).get("box"));
                return ((BigDecimal) box.get("width")).signum() > 0;
            });
            test.check("an error is an exception", () -> {
                try {
                    client.ask(Map.of("file", folder.resolve("no-such-file.pdf").toString(), "keywords", List.of("甲方")));
                    return false;
                } catch (SignplaceException e) {
                    return e.code().equals("io") && !e.getMessage().isEmpty();
                }
            });
            test.check("a bad request does not end the process", () -> {
                var all = client.askAll(List.of(Map.of("keywords", List.of("x")), Map.of("file", en)));
                return all.get(0).containsKey("error") && all.get(1).containsKey("page_count");
            });
            test.check("many answers come in order", () -> {
                List<Map<String, Object>> questions = new ArrayList<>();
                for (int i = 0; i < 200; i++) {
                    questions.add(Map.of("id", i, "file", i % 2 == 0 ? zh : en, "keywords", List.of("甲方", "Party")));
                }
                var all = client.askAll(questions);
                boolean inOrder = all.size() == 200;
                for (int i = 0; i < all.size(); i++) {
                    inOrder &= all.get(i).get("id").equals(BigDecimal.valueOf(i));
                }
                return inOrder;
            });
            test.check("closing ends it cleanly", () -> client.end() == 0);
            out.printf("java: %d passed, %d failed%n", test.passed, test.failed);
            return test.failed == 0 ? 0 : 1;
        }

        private void check(String name, Check check) {
            boolean good = false;
            try {
                good = check.holds();
            } catch (Exception e) { // each check is reported, whatever it dies of
                out.println("java: " + name + ": " + e);
            }
            if (good) {
                passed++;
            } else {
                failed++;
                out.println("java: " + name + ": failed");
            }
        }
    }
}
