# SPDX-License-Identifier: MIT
# The Python SDKs as a program would use them. Usage: send.py PACKAGE URL KEY CALLS.json [gzip]
import json
import sys


def client_of(package, url, key, gzip):
    if package == "segment":
        from segment.analytics.client import Client

        return Client(key, host=url, gzip=gzip, on_error=fail)
    from rudderstack.analytics.client import Client

    return Client(key, host=url, gzip=gzip, on_error=fail)


def fail(error, items):
    print(f"the SDK gives up {len(items)} calls: {error}", file=sys.stderr)
    sys.exit(1)


def main(package, url, key, path, *options):
    with open(path, encoding="utf-8") as file:
        calls = json.load(file)
    analytics = client_of(package, url, key, "gzip" in options)
    user = calls["user"]
    analytics.identify(user_id=user, traits=calls["traits"])
    analytics.track(user_id=user, event="Order Completed", properties=calls["order"])
    analytics.page(user_id=user, category="Shop", name="Basket", properties={"url": "https://shop.example/basket"})
    analytics.screen(user_id=user, name="Basket", properties={"variant": "B"})
    analytics.group(user_id=user, group_id=calls["groupId"], traits=calls["groupTraits"])
    analytics.alias(previous_id=user, user_id=calls["nextUser"])
    analytics.track(user_id=user, event="Order Completed", properties=calls["wrongOrder"])
    analytics.track(user_id=user, event="order_completed", properties=calls["order"])
    analytics.flush()
    analytics.join()


main(*sys.argv[1:])
