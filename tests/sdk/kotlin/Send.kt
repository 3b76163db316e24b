// SPDX-License-Identifier: MIT
import com.segment.analytics.kotlin.core.Analytics
import com.segment.analytics.kotlin.core.BaseEvent
import com.segment.analytics.kotlin.core.platform.Plugin
import com.segment.analytics.kotlin.core.utilities.InMemoryStorageProvider
import java.io.File
import java.util.concurrent.atomic.AtomicInteger
import kotlin.concurrent.thread
import kotlin.system.exitProcess
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.jsonObject
import kotlinx.serialization.json.jsonPrimitive
import kotlinx.serialization.json.put

/** Counts the calls that the SDK is done with but for sending them. */
class Passed : Plugin {
    override val type = Plugin.Type.After
    override lateinit var analytics: Analytics
    private val count = AtomicInteger()

    override fun execute(event: BaseEvent): BaseEvent {
        count.incrementAndGet()
        return event
    }

    /** The SDK works on calls side by side: who waits for none may find them sent in another order. */
    fun await(calls: Int) {
        while (count.get() < calls) Thread.sleep(20)
    }
}

/** analytics-kotlin as a program would use it, until its input ends. Usage: SendKt URL KEY CALLS.json */
fun main(args: Array<String>) {
    thread {
        while (System.`in`.read() >= 0) continue
        exitProcess(0)
    }
    val (url, key, path) = args
    val calls = Json.parseToJsonElement(File(path).readText()).jsonObject
    fun text(name: String) = calls.getValue(name).jsonPrimitive.content
    fun properties(name: String): JsonObject = calls.getValue(name).jsonObject

    val host = url.substringAfter("://") + "/v1"
    val analytics = Analytics(key) {
        application = "shop" // on a JVM any object will do
        storageProvider = InMemoryStorageProvider() // the other one keeps what an earlier run could not send
        apiHost = host
        cdnHost = host
        flushAt = 20
        errorHandler = { error -> System.err.println(error) }
    }
    val passed = Passed()
    analytics.add(passed)
    analytics.identify(text("user"), properties("traits"))
    while (analytics.userId() != text("user")) Thread.sleep(20)
    passed.await(1)
    analytics.track("Order Completed", properties("order"))
    // Told no category it sends an empty one, which Segment's documentation calls an error.
    analytics.screen("Basket", buildJsonObject { put("variant", "B") }, "Shop")
    analytics.group(text("groupId"), properties("groupTraits"))
    analytics.track("Order Completed", properties("wrongOrder"))
    analytics.track("order_completed", properties("order"))
    passed.await(6)
    analytics.alias(text("nextUser"))
    passed.await(7)

    // What was refused waits for the next flush.
    while (true) {
        analytics.flush()
        Thread.sleep(1000)
    }
}
