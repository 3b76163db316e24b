// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>

#include <cstddef>
#include <vector>

namespace spectap {

// A tree of fields as Coverage and PlanCoverage keep it: a list of nodes that name their parents, -1 at a
// root. Parents come first.

/// The children of every node, in the order of the list.
template <typename Node>
[[nodiscard]] std::vector<std::vector<int>> childrenInTree(const std::vector<Node> &nodes)
{
    std::vector<std::vector<int>> children(nodes.size());
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        if (nodes[i].parent >= 0)
            children[static_cast<std::size_t>(nodes[i].parent)].push_back(static_cast<int>(i));
    }
    return children;
}

/// The keys from below the root down to `index`: "properties.products[].price".
template <typename Node> [[nodiscard]] QByteArray pathInTree(const std::vector<Node> &nodes, int index)
{
    QByteArray path;
    while (index >= 0) {
        const Node &node = nodes[static_cast<std::size_t>(index)];
        if (node.parent < 0)
            break;
        const bool joins = path.isEmpty() || path.startsWith("[]");
        path.prepend(joins ? node.key : QByteArray(node.key + '.'));
        index = node.parent;
    }
    return path;
}

/// The root above `index`.
template <typename Node> [[nodiscard]] int rootInTree(const std::vector<Node> &nodes, int index)
{
    while (nodes[static_cast<std::size_t>(index)].parent >= 0)
        index = nodes[static_cast<std::size_t>(index)].parent;
    return index;
}

} // namespace spectap
