// SPDX-License-Identifier: MIT
#pragma once

#include "app/cli/console.h"
#include "model/doctor/diagnosis.h"

#include <set>
#include <utility>

namespace spectap::cli {

/// Says in lines what becomes of each client's connection: each thing once, when it is first seen.
class DoctorReport
{
public:
    explicit DoctorReport(Output &output)
        : m_output(output)
    {
    }

    /// `here` is the endpoint's address. False once nobody reads any more.
    bool look(const std::vector<ClientFacts> &clients, QByteArrayView here, Micros now);
    /// The closing words: what is unknown when nothing came.
    bool finish();
    /// Whether anything was wrong.
    [[nodiscard]] bool anyDiagnosis() const { return m_anyDiagnosis; }

private:
    Output &m_output;
    std::set<std::pair<QByteArray, int>> m_said; ///< client and kind; -1: its calls arrive
    bool m_anyDiagnosis = false;
};

} // namespace spectap::cli
