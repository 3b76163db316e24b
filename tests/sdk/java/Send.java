// SPDX-License-Identifier: MIT
import com.google.gson.Gson;
import com.segment.analytics.Analytics;
import com.segment.analytics.Callback;
import com.segment.analytics.messages.AliasMessage;
import com.segment.analytics.messages.GroupMessage;
import com.segment.analytics.messages.IdentifyMessage;
import com.segment.analytics.messages.Message;
import com.segment.analytics.messages.MessageBuilder;
import com.segment.analytics.messages.PageMessage;
import com.segment.analytics.messages.ScreenMessage;
import com.segment.analytics.messages.TrackMessage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** analytics-java as a program would use it. Usage: Send URL KEY CALLS.json */
class Send {
  @SuppressWarnings("unchecked")
  public static void main(String[] args) throws Exception {
    Map<String, Object> calls = new Gson().fromJson(Files.readString(Path.of(args[2])), Map.class);
    String user = (String) calls.get("user");
    Map<String, Object> order = (Map<String, Object>) calls.get("order");
    List<MessageBuilder<?, ?>> messages = List.of(
        IdentifyMessage.builder().traits((Map<String, Object>) calls.get("traits")),
        TrackMessage.builder("Order Completed").properties(order),
        PageMessage.builder("Basket").properties(Map.of("url", "https://shop.example/basket")),
        ScreenMessage.builder("Basket").properties(Map.of("variant", "B")),
        GroupMessage.builder((String) calls.get("groupId")).traits((Map<String, Object>) calls.get("groupTraits")),
        AliasMessage.builder(user),
        TrackMessage.builder("Order Completed").properties((Map<String, Object>) calls.get("wrongOrder")),
        TrackMessage.builder("order_completed").properties(order));

    CountDownLatch sent = new CountDownLatch(messages.size());
    Analytics analytics = Analytics.builder(args[1]).endpoint(args[0]).callback(new Callback() {
      @Override public void success(Message message) { sent.countDown(); }
      @Override public void failure(Message message, Throwable why) {
        System.err.println("the SDK gives up a call: " + why);
        System.exit(1);
      }
    }).build();
    for (MessageBuilder<?, ?> message : messages)
      analytics.enqueue(message.userId(message instanceof AliasMessage.Builder ? (String) calls.get("nextUser") : user));
    analytics.flush();
    boolean all = sent.await(60, TimeUnit.SECONDS);
    analytics.shutdown();
    System.exit(all ? 0 : 1);
  }
}
