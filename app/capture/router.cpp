// SPDX-License-Identifier: MIT
#include "app/capture/router.h"

#include <QVarLengthArray>

#include <algorithm>
#include <array>
#include <optional>
#include <span>

namespace spectap {

namespace {

using Segments = std::span<const QByteArrayView>;

constexpr QByteArrayView GetMethods = "GET, HEAD, OPTIONS";
constexpr QByteArrayView PostMethods = "POST, OPTIONS";
constexpr QByteArrayView AllMethods = "GET, HEAD, POST, OPTIONS";

/// What one path is for, before the method is looked at.
struct Place
{
    RequestKind kind = RequestKind::Calls;
    Route::Reply reply = Route::Reply::Success;
    CallType pathType = CallType::Unknown;
    bool isGet = false;
    QByteArrayView settingsKey;
};

struct ShortName
{
    QByteArrayView name;
    CallType type;
};
constexpr std::array<ShortName, 6> ShortNames{{
    {"i", CallType::Identify},
    {"t", CallType::Track},
    {"p", CallType::Page},
    {"s", CallType::Screen},
    {"g", CallType::Group},
    {"a", CallType::Alias},
}};

CallType typeFromSegment(QByteArrayView segment)
{
    if (segment.size() == 1) {
        for (const ShortName &known : ShortNames) {
            if (known.name == segment)
                return known.type;
        }
    }
    return callTypeFromName(segment);
}

std::optional<Place> oneSegmentPlace(QByteArrayView name)
{
    using Kind = RequestKind;
    using Reply = Route::Reply;
    if (name == "batch" || name == "b" || name == "import")
        return Place{};
    if (const CallType type = typeFromSegment(name); type != CallType::Unknown)
        return Place{Kind::Calls, Reply::Success, type, false, {}};
    if (name == "m" || name == "rsaMetrics")
        return Place{Kind::Metrics, Reply::Success, CallType::Unknown, false, {}};
    if (name == "sourceConfig")
        return Place{Kind::Settings, Reply::SourceConfig, CallType::Unknown, true, {}};
    if (name == "cluster-info")
        return Place{Kind::Service, Reply::ClusterInfo, CallType::Unknown, true, {}};
    if (name == "token")
        return Place{Kind::Service, Reply::Token, CallType::Unknown, false, {}};
    return std::nullopt;
}

/// The place of a path whose prefix and version are already cut off.
std::optional<Place> placeOf(Segments path)
{
    using Kind = RequestKind;
    using Reply = Route::Reply;
    if (path.size() == 1)
        return oneSegmentPlace(path[0]);
    if (path.size() == 2 && path[0] == "pixel") {
        const CallType type = typeFromSegment(path[1]);
        if (type != CallType::Unknown)
            return Place{Kind::Calls, Reply::Gif, type, true, {}};
    }
    if (path.size() == 3 && path[0] == "projects" && path[2] == "settings")
        return Place{Kind::Settings, Reply::Settings, CallType::Unknown, true, path[1]};
    if (path.size() >= 3 && path.size() <= 4 && path[0] == "api" && path[1] == "s" &&
        (path.size() == 3 || path[2] == "s2s"))
        return Place{Kind::Calls, Reply::JitsuOk, typeFromSegment(path.back()), false, {}};
    return std::nullopt;
}

std::optional<Place> find(Segments path)
{
    // a free prefix may stand in front of v1; a proxy may have put its own v1 there too
    for (std::size_t i = 0; i < path.size(); ++i) {
        if (path[i] == "v1") {
            if (const auto place = placeOf(path.subspan(i + 1)))
                return place;
        }
    }
    if (const auto place = placeOf(path))
        return place;
    if (!path.empty() && path[0] == "customerio")
        return placeOf(path.subspan(1));
    return std::nullopt;
}

/// The path of an origin-form or absolute-form target, without its query.
QByteArrayView pathOf(QByteArrayView target)
{
    if (const qsizetype query = target.indexOf('?'); query >= 0)
        target = target.first(query);
    if (const qsizetype scheme = target.indexOf("://"); scheme > 0 && !target.startsWith('/')) {
        const qsizetype slash = target.indexOf('/', scheme + 3);
        return slash < 0 ? QByteArrayView("/") : target.sliced(slash);
    }
    return target;
}

Route unmatched(QByteArrayView method, Segments path)
{
    Route route;
    const bool isGet = method == "GET" || method == "HEAD";
    if (path.empty() && isGet) {
        route.kind = RequestKind::Status;
        route.reply = Route::Reply::StatusPage;
    } else if (method == "POST" && !path.empty() && path.back() == "token") {
        // an authorization server of its own keeps its path, such as /oauth2/token
        route.kind = RequestKind::Service;
        route.reply = Route::Reply::Token;
    } else if (method == "POST") {
        // 404 only if the body does not look like a call either
        route.kind = RequestKind::Calls;
        route.reply = Route::Reply::Success;
    } else if (path.empty()) {
        route.reply = Route::Reply::MethodNotAllowed;
        route.allow = AllMethods;
    } else if (isGet && (path.back() == "analytics.min.js" || path.back() == "analytics.js")) {
        route.reply = Route::Reply::ScriptHint;
    }
    return route;
}

} // namespace

Route routeRequest(QByteArrayView method, QByteArrayView target)
{
    if (method == "OPTIONS") {
        Route route;
        route.kind = RequestKind::Preflight;
        route.reply = Route::Reply::Preflight;
        return route;
    }

    // Segments, empty ones dropped: doubled and trailing slashes mean nothing.
    const QByteArrayView path = pathOf(target);
    QVarLengthArray<QByteArray, 4> decoded; // owns what percent-decoding makes
    QVarLengthArray<QByteArrayView, 12> segments;
    const bool encoded = path.contains('%');
    if (encoded)
        decoded.reserve(path.count('/') + 1); // the views below must not move
    for (qsizetype begin = 0; begin < path.size();) {
        qsizetype end = path.indexOf('/', begin);
        if (end < 0)
            end = path.size();
        if (end > begin) {
            const QByteArrayView segment = path.sliced(begin, end - begin);
            if (encoded && segment.contains('%')) {
                decoded.append(QByteArray::fromPercentEncoding(segment.toByteArray()));
                segments.append(decoded.back());
            } else {
                segments.append(segment);
            }
        }
        begin = end + 1;
    }

    const Segments all(segments.constData(), static_cast<std::size_t>(segments.size()));
    Route route;
    const std::optional<Place> place = find(all);
    if (!place) {
        route = unmatched(method, all);
    } else if (place->isGet ? method == "GET" || method == "HEAD" : method == "POST") {
        route.kind = place->kind;
        route.reply = place->reply;
        route.pathType = place->pathType;
        route.isCallRoute = place->kind == RequestKind::Calls;
        route.settingsKey = place->settingsKey.toByteArray();
    } else {
        route.reply = Route::Reply::MethodNotAllowed;
        route.allow = place->isGet ? GetMethods : PostMethods;
    }
    route.customerio = !all.empty() && all.front() == "customerio";
    return route;
}

QByteArray queryValue(QByteArrayView target, QByteArrayView name)
{
    const qsizetype query = target.indexOf('?');
    if (query < 0)
        return {};
    QByteArrayView rest = target.sliced(query + 1);
    while (!rest.isEmpty()) {
        const qsizetype end = rest.indexOf('&');
        const QByteArrayView pair = end < 0 ? rest : rest.first(end);
        if (pair.size() > name.size() && pair.startsWith(name) && pair[name.size()] == '=') {
            QByteArray value = pair.sliced(name.size() + 1).toByteArray();
            return QByteArray::fromPercentEncoding(value.replace('+', ' '));
        }
        if (end < 0)
            break;
        rest = rest.sliced(end + 1);
    }
    return {};
}

RequestKey requestKey(const HttpRequest &request, const Route &route)
{
    QByteArray fromHeader;
    for (const Header &header : request.headers) {
        if (sameHeaderName(header.name, "authorization")) {
            const QByteArray &value = header.value;
            if (value.size() > 6 &&
                QByteArrayView(value).first(6).compare("basic ", Qt::CaseInsensitive) == 0) {
                QByteArray user = QByteArray::fromBase64(value.mid(6).trimmed());
                if (const qsizetype colon = user.indexOf(':'); colon >= 0)
                    user.truncate(colon);
                if (!user.isEmpty())
                    return {user, true};
            }
        } else if (fromHeader.isEmpty() && sameHeaderName(header.name, "x-write-key")) {
            const qsizetype colon = header.value.indexOf(':');
            fromHeader = colon < 0 ? header.value : header.value.left(colon);
        }
    }
    if (!fromHeader.isEmpty())
        return {fromHeader, false};
    if (const QByteArray fromQuery = queryValue(request.target, "writeKey"); !fromQuery.isEmpty())
        return {fromQuery, false};
    return {route.settingsKey, false};
}

} // namespace spectap
