// SPDX-License-Identifier: MIT
// A load generator that costs as little as possible beside the server it loads: one thread, keep-alive
// connections with one request under way each, and request bytes prepared once, of which only the ids change.
//
// bench_load PORT batch|single SECONDS [CONNECTIONS]
// prints {"calls":…,"requests":…,"refused":…,"seconds":…,"p50":…,"p99":…}; the times of one request in
// microseconds.

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <string>
#include <string_view>
#include <vector>

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t CallBytes = 436; // what the bars of the design are stated for
constexpr std::size_t BatchCalls = 20;
constexpr std::size_t IdDigits = 16;
constexpr std::size_t UserDigits = 4;

[[noreturn]] void fail(const std::string &what)
{
    std::fprintf(stderr, "bench_load: %s\n", what.c_str());
    std::exit(1);
}

std::string now()
{
    const std::time_t seconds = std::time(nullptr);
    std::tm utc{};
    gmtime_r(&seconds, &utc);
    std::array<char, 32> text{};
    std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%S.000Z", &utc);
    return text.data();
}

/// An order with one product; '#' stands for the digits that differ from call to call.
std::string orderCall()
{
    std::string call =
        R"({"type":"track","messageId":"bench-################","timestamp":")" + now() +
        R"(","userId":"u_####","event":"Order Completed","context":{"library":{"name":"bench","version":"1.0.0"}},)"
        R"("properties":{"order_id":"o-################","total":27.5,"revenue":25.25,"tax":2.25,"currency":"USD",)"
        R"("products":[{"product_id":"507f1f77bcf8","sku":"45790-32","name":"Monopoly","price":19,"quantity":1,)"
        R"("category":"Games","brand":"@"}]}})";
    if (call.size() > CallBytes + 1)
        fail("the call has outgrown its " + std::to_string(CallBytes) + " bytes");
    call.replace(call.find('@'), 1, std::string(CallBytes + 1 - call.size(), 'x'));
    return call;
}

/// One request, sent again and again with fresh ids.
class Request
{
public:
    Request(std::uint16_t port, bool batch)
        : m_calls(batch ? BatchCalls : 1)
    {
        const std::string call = orderCall();
        std::string body = call;
        if (batch) {
            body = R"({"batch":[)" + call;
            for (std::size_t i = 1; i < BatchCalls; ++i)
                body += ',' + call;
            body += R"(],"sentAt":")" + now() + R"("})";
        }
        m_bytes = std::string("POST ") + (batch ? "/v1/batch" : "/v1/track") +
                  " HTTP/1.1\r\nHost: 127.0.0.1:" + std::to_string(port) +
                  "\r\nContent-Type: application/json\r\nAuthorization: Basic d2tfYmVuY2g6\r\n" +
                  "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
        for (std::size_t at = 0; (at = m_bytes.find('#', at)) != std::string::npos;) {
            const std::size_t end = m_bytes.find_first_not_of('#', at);
            (end - at == UserDigits ? m_users : m_ids).push_back(at);
            at = end;
        }
    }

    [[nodiscard]] std::size_t calls() const { return m_calls; }
    [[nodiscard]] std::string_view bytes() const { return m_bytes; }

    void renew(std::uint64_t &serial)
    {
        for (std::size_t i = 0; i < m_calls; ++i) {
            ++serial;
            write(m_ids[2 * i], serial, IdDigits);
            write(m_ids[2 * i + 1], serial, IdDigits);
            write(m_users[i], serial % 5000, UserDigits);
        }
    }

private:
    void write(std::size_t at, std::uint64_t number, std::size_t digits)
    {
        for (std::size_t i = digits; i-- > 0; number /= 10)
            m_bytes[at + i] = static_cast<char>('0' + number % 10);
    }

    std::size_t m_calls;
    std::string m_bytes;
    std::vector<std::size_t> m_ids; // messageId and order_id of each call
    std::vector<std::size_t> m_users;
};

struct Connection
{
    int socket = -1;
    Request request;
    std::size_t written = 0;
    std::string answer;
    Clock::time_point begun;
    bool idle = true;
};

struct Tally
{
    std::uint64_t calls = 0, requests = 0, refused = 0;
    std::vector<std::uint32_t> micros;
};

int connectTo(std::uint16_t port)
{
    const int descriptor = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (descriptor < 0 ||
        ::connect(descriptor, reinterpret_cast<const sockaddr *>(&address), sizeof address) != 0)
        fail("cannot connect to port " + std::to_string(port));
    const int on = 1;
    ::setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    ::fcntl(descriptor, F_SETFL, O_NONBLOCK);
    return descriptor;
}

void send(Connection &connection)
{
    const std::string_view bytes = connection.request.bytes();
    while (connection.written < bytes.size()) {
        const ssize_t sent =
            ::write(connection.socket, bytes.data() + connection.written, bytes.size() - connection.written);
        if (sent < 0 && errno == EAGAIN)
            return;
        if (sent <= 0)
            fail("the server closed a connection while it was written to");
        connection.written += static_cast<std::size_t>(sent);
    }
}

/// Reads what there is; true when the answer is complete. `status` is its status then.
bool receive(Connection &connection, int &status)
{
    std::array<char, 4096> chunk;
    const ssize_t got = ::read(connection.socket, chunk.data(), chunk.size());
    if (got < 0 && errno == EAGAIN)
        return false;
    if (got <= 0)
        fail("the server closed a connection before it answered");
    connection.answer.append(chunk.data(), static_cast<std::size_t>(got));
    const std::size_t headEnd = connection.answer.find("\r\n\r\n");
    if (headEnd == std::string::npos)
        return false;
    std::string head = connection.answer.substr(0, headEnd + 2);
    std::ranges::transform(
        head, head.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? char(c | 0x20) : c; });
    const auto number = [&head](std::size_t at) {
        int value = 0;
        std::from_chars(head.data() + at, head.data() + head.size(), value);
        return value;
    };
    status = number(std::string_view("http/1.1 ").size());
    const std::size_t length = head.find("\r\ncontent-length: ");
    if (length == std::string::npos)
        fail("an answer without Content-Length: " + connection.answer);
    return connection.answer.size() >=
           headEnd + 4 +
               static_cast<std::size_t>(number(length + std::string_view("\r\ncontent-length: ").size()));
}

double run(std::vector<Connection> &connections, double seconds, Tally &tally)
{
    // Ids go on where any earlier run can have stopped: a repeated messageId would be a finding.
    std::uint64_t serial = static_cast<std::uint64_t>(std::chrono::duration_cast<std::chrono::microseconds>(
        std::chrono::system_clock::now().time_since_epoch())
                                                          .count());
    const Clock::time_point begun = Clock::now();
    const Clock::time_point deadline =
        begun + std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(seconds));
    std::vector<pollfd> polled(connections.size());
    std::size_t busy = 0;
    const auto begin = [&](Connection &connection) {
        connection.idle = Clock::now() >= deadline;
        if (connection.idle)
            return;
        ++busy;
        connection.request.renew(serial);
        connection.written = 0;
        connection.answer.clear();
        connection.begun = Clock::now();
        send(connection);
    };
    for (Connection &connection : connections)
        begin(connection);
    while (busy > 0) {
        for (std::size_t i = 0; i < connections.size(); ++i) {
            const bool unsent = connections[i].written < connections[i].request.bytes().size();
            polled[i] = {connections[i].idle ? -1 : connections[i].socket,
                static_cast<short>(unsent ? POLLIN | POLLOUT : POLLIN), 0};
        }
        if (::poll(polled.data(), polled.size(), 30000) <= 0)
            fail("no answer for 30 s");
        for (std::size_t i = 0; i < connections.size(); ++i) {
            Connection &connection = connections[i];
            if (polled[i].revents & POLLOUT)
                send(connection);
            int status = 0;
            if (!(polled[i].revents & (POLLIN | POLLHUP | POLLERR)) || !receive(connection, status))
                continue;
            --busy;
            ++tally.requests;
            tally.micros.push_back(static_cast<std::uint32_t>(
                std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - connection.begun)
                    .count()));
            if (status == 200)
                tally.calls += connection.request.calls();
            else
                ++tally.refused;
            begin(connection);
        }
    }
    return std::chrono::duration<double>(Clock::now() - begun).count();
}

std::uint32_t percentile(std::vector<std::uint32_t> &values, std::size_t percent)
{
    if (values.empty())
        return 0;
    const auto at = values.begin() + static_cast<std::ptrdiff_t>(values.size() * percent / 100);
    std::ranges::nth_element(values, at);
    return *at;
}

} // namespace

int main(int argc, char **argv)
{
    const std::vector<std::string> words(argv + 1, argv + argc);
    if (words.size() < 3 || words.size() > 4 || (words[1] != "batch" && words[1] != "single"))
        fail("usage: bench_load PORT batch|single SECONDS [CONNECTIONS]");
    const auto port = static_cast<std::uint16_t>(std::stoul(words[0]));
    const std::size_t count = words.size() > 3 ? std::stoul(words[3]) : 16;
    std::vector<Connection> connections;
    for (std::size_t i = 0; i < count; ++i)
        connections.push_back({connectTo(port), Request(port, words[1] == "batch"), 0, {}, {}, true});
    Tally tally;
    const double seconds = run(connections, std::stod(words[2]), tally);
    for (const Connection &connection : connections)
        ::close(connection.socket);
    std::printf(R"({"calls":%llu,"requests":%llu,"refused":%llu,"seconds":%.6f,"p50":%u,"p99":%u})"
                "\n",
        static_cast<unsigned long long>(tally.calls), static_cast<unsigned long long>(tally.requests),
        static_cast<unsigned long long>(tally.refused), seconds, percentile(tally.micros, 50),
        percentile(tally.micros, 99));
    return 0;
}
